import type { GraphQLDocument } from '../graphql/request-document.ts'
import type { Identity } from '../identity/identity.ts'
import type { World } from '../world.ts'
import type { HttpAnswer } from './read-answer.ts'

/** By what a request shows who asks; with an identity it is taken as shown. */
export interface ShownCaller {
  readonly headers: Readonly<Record<string, string>>
  readonly identity?: Identity
}

/** Puts a request to the API of a world, as HTTP has it. */
export async function askApi(
  world: Pick<World, 'api'>,
  { query, variables }: Pick<GraphQLDocument, 'query' | 'variables'>,
  { headers, ...proved }: ShownCaller,
): Promise<HttpAnswer> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  }
  const response = await world.api().fetch('http://127.0.0.1/graphql', init, proved)
  const { data = null, errors = [] } = (await response.json()) as Partial<HttpAnswer>
  return { status: response.status, data, errors }
}
