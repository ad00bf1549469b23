import { epochSeconds } from '../clock.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import type { IamPrincipal } from '../identity/identity.ts'
import { signRequest } from '../identity/sign-request.ts'
import { isSignatureV4 } from '../identity/signature-v4.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Claims } from '../model/claims.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { World } from '../world.ts'
import { createActor } from './actor.ts'
import type { Actor } from './actor.ts'
import type { Answer } from './answer.ts'
import type { ActorLink } from './dry-run.ts'
import type { As, SignInOptions } from './open-sandbox.ts'
import { subscribeIn } from './subscribe-in.ts'

/** The headers by which an actor says who it is, for this body. */
type HeadersFor = (body: string) => Promise<Record<string, string>> | Record<string, string>

const url = 'http://127.0.0.1/graphql'
const json = { 'content-type': 'application/json' }

/** Makes actors of one world. */
export function createAs(world: World): As {
  const actor = (caller: string, headers: HeadersFor): Actor =>
    createActor(linkTo(world, caller, headers))
  const bearer = (caller: string, token: () => Promise<string>): Actor =>
    actor(caller, async () => ({ authorization: await token() }))
  const signer = (caller: string, principal: IamPrincipal): Actor =>
    actor(caller, (body) => {
      const credentials = world.credentials.issue({ principal })
      return signRequest({ url, headers: json, body }, credentials, world.clock)
    })

  const apiKey = (): Actor => actor('apiKey', () => ({ 'x-api-key': world.apiKey ?? '' }))

  const as = (who: string | Claims, { mode }: SignInOptions = {}): Actor => {
    const persona = typeof who === 'string' ? personaOf(world, who) : undefined
    if (persona?.mode === 'apiKey') return apiKey()
    const { name, claims } = persona ?? { name: 'somebody', claims: who as Claims }
    const authTime = epochSeconds(world.stamper.clock)
    const asked = {
      ...(persona === undefined ? { claims } : { persona }),
      authTime,
      mode,
      omit: [],
    }
    const token = async (): Promise<string> => (await mintToken(asked, world.stamper)).token
    return bearer(`${name} ${JSON.stringify(claims)}`, token)
  }
  return Object.assign(as, {
    apiKey,
    guest: () => signer('guest', 'guest'),
    authenticated: () => signer('authenticated', 'authenticated'),
    admin: () => signer('admin', 'non-cognito'),
    token: (jwt: string) => bearer('token', () => Promise.resolve(jwt)),
    nobody: () => actor('nobody', () => ({})),
  })
}

/** The persona without its ages: an actor signs in when it is made. */
export function personaOf(world: World, name: string): Pick<Persona, 'name' | 'claims' | 'mode'> {
  const personas = world.personas()
  const persona = personas.find((candidate) => candidate.name === name)
  if (persona !== undefined) return withoutAges(persona)
  const names = personas.map((candidate) => candidate.name)
  throw new TypeError(
    `there is no persona "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
  )
}

function withoutAges({ name, claims, mode }: Persona): Pick<Persona, 'name' | 'claims' | 'mode'> {
  return { name, claims, ...(mode === undefined ? {} : { mode }) }
}

function linkTo(world: World, caller: string, headers: HeadersFor): ActorLink {
  return {
    caller,
    definition: world.definition(),
    token: async () => {
      const { authorization } = await headers('')
      if (authorization === undefined || isSignatureV4(authorization))
        throw new TypeError(`${caller} has no token`)
      return authorization
    },
    send: async (document, dry): Promise<Answer> => {
      const notes: RequestNotes = { decisions: [] }
      const body = JSON.stringify({ query: document.query, variables: document.variables })
      const init = { method: 'POST', headers: { ...json, ...(await headers(body)) }, body }
      const context = dry ? { notes, store: world.store.fork() } : { notes }
      const response = await world.api().fetch(url, init, context)
      const { data = null, errors = [] } = (await response.json()) as Partial<Answer>
      return { data, errors, notes }
    },
    subscribe: async ({ query, variables }) => {
      const request = { query, variables }
      return subscribeIn(world, await headers(JSON.stringify(request)), request)
    },
  }
}
