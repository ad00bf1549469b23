import { epochSeconds } from '../clock.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Claims } from '../model/claims.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { World } from '../world.ts'
import { createActor } from './actor.ts'
import type { Actor } from './actor.ts'
import type { Answer } from './answer.ts'
import type { ActorLink } from './dry-run.ts'
import { subscribeIn } from './subscribe-in.ts'
import type { As } from './open-sandbox.ts'

/** Makes actors of one world. */
export function createAs(world: World): As {
  const actor = (caller: string, headers: () => Promise<Record<string, string>>): Actor =>
    createActor(linkTo(world, caller, headers))
  const bearer = (caller: string, token: () => Promise<string>): Actor =>
    actor(caller, async () => ({ authorization: await token() }))

  const apiKey = (): Actor =>
    actor('apiKey', () => Promise.resolve({ 'x-api-key': world.apiKey ?? '' }))

  const as = (who: string | Claims): Actor => {
    if (typeof who === 'string' && personaOf(world, who).mode === 'apiKey') return apiKey()
    const { name, claims } =
      typeof who === 'string' ? personaOf(world, who) : { name: 'somebody', claims: who }
    const authTime = epochSeconds(world.clock)
    const token = async (): Promise<string> =>
      (await mintToken({ claims, authTime, mode: 'oidc', omit: [] }, world.stamper)).token
    return bearer(`${name} ${JSON.stringify(claims)}`, token)
  }
  return Object.assign(as, {
    apiKey,
    token: (jwt: string) => bearer('token', () => Promise.resolve(jwt)),
    nobody: () => actor('nobody', () => Promise.resolve({})),
  })
}

function personaOf(world: World, name: string): Persona {
  const personas = world.personas()
  const persona = personas.find((candidate) => candidate.name === name)
  if (persona !== undefined) return persona
  const names = personas.map((candidate) => candidate.name)
  throw new TypeError(
    `there is no persona "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
  )
}

function linkTo(
  world: World,
  caller: string,
  headers: () => Promise<Record<string, string>>,
): ActorLink {
  return {
    caller,
    definition: world.definition(),
    token: async () => {
      const { authorization } = await headers()
      if (authorization === undefined) throw new TypeError(`${caller} has no token`)
      return authorization
    },
    send: async (document, dry): Promise<Answer> => {
      const notes: RequestNotes = { decisions: [] }
      const init = {
        method: 'POST',
        headers: { ...(await headers()), 'content-type': 'application/json' },
        body: JSON.stringify({ query: document.query, variables: document.variables }),
      }
      const context = dry ? { notes, store: world.store.fork() } : { notes }
      const response = await world.api().fetch('http://127.0.0.1/graphql', init, context)
      const { data = null, errors = [] } = (await response.json()) as Partial<Answer>
      return { data, errors, notes }
    },
    subscribe: async (document) => subscribeIn(world, await headers(), document),
  }
}
