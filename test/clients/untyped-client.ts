import { generateClient } from 'aws-amplify/data'

/** What every method of the client answers. */
export interface ClientAnswer {
  readonly data: unknown
  readonly errors?: unknown
  readonly nextToken?: unknown
}

/** The real client, its methods called by name, so that tables can hold them: `call('Order.get', [{ … }])`. */
export function untypedClient(): (path: string, args: readonly unknown[]) => Promise<ClientAnswer> {
  const client: object = generateClient({ authMode: 'oidc' })
  return (path, args) => {
    const [first = '', ...rest] = path.split('.')
    const root = first === 'queries' || first === 'mutations' ? [first] : ['models', first]
    return callMethod(client, [...root, ...rest], args)
  }
}

/** Calls the method at the end of the path, e.g. the lazy relation of an item that the client answered. */
export async function callMethod(
  owner: unknown,
  path: readonly string[],
  args: readonly unknown[] = [],
): Promise<ClientAnswer> {
  let found = owner
  for (const name of path) found = propertyOf(found, name)
  if (typeof found !== 'function') throw new Error(`the client has no method ${path.join('.')}`)
  const answer: ClientAnswer = await found(...args)
  return answer
}

function propertyOf(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined
}
