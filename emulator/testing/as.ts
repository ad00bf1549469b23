import { epochSeconds } from '../clock.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import type { IamPrincipal, Identity } from '../identity/identity.ts'
import { signRequest } from '../identity/sign-request.ts'
import { isSignatureV4 } from '../identity/signature-v4.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Claims } from '../model/claims.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { tokenModeOf } from '../model/modes.ts'
import type { TokenMode } from '../model/modes.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'
import type { ActorLink, Document } from './dry-run.ts'
import { lambdaIdentity } from './lambda-identity.ts'
import type { LambdaAnswer } from './lambda-identity.ts'
import { subscribeIn } from './subscribe-in.ts'

/** How to sign in. */
export interface SignInOptions {
  /** Whose token it is to be, where the API takes both kinds; by default its default mode's. */
  readonly mode?: TokenMode
}

/** The headers by which an actor says who it is, for this body. */
type HeadersFor = (body: string) => Promise<Record<string, string>> | Record<string, string>

interface Caller {
  readonly name: string
  /** What stands behind the name in messages. */
  readonly details?: string
  readonly headers: HeadersFor
  /** Whom the API is to take it for, whatever the headers say. */
  readonly identity?: Identity
}

/** Whoever can ask, other than personas, by the names that a suite gives them. */
export interface Links {
  readonly as: (who: string | Claims, options?: SignInOptions) => ActorLink
  readonly apiKey: () => ActorLink
  readonly guest: () => ActorLink
  readonly authenticated: () => ActorLink
  readonly admin: () => ActorLink
  readonly lambda: (answer?: LambdaAnswer) => ActorLink
  readonly token: (jwt: string) => ActorLink
  readonly nobody: () => ActorLink
}

const url = 'http://127.0.0.1/graphql'
const json = { 'content-type': 'application/json' }

/** Makes links of actors to one world. */
export function createLinks(world: World): Links {
  const link = (caller: Caller): ActorLink => linkTo(world, caller)
  const signer = (name: string, principal: IamPrincipal): ActorLink =>
    link({ name, headers: signing(world, principal) })
  const apiKey = (): ActorLink =>
    link({ name: 'apiKey', headers: () => ({ 'x-api-key': world.apiKey ?? '' }) })
  return {
    as: (who, options = {}) => {
      if (typeof who !== 'string') return link(signIn(world, { claims: who }, options))
      const persona = personaOf(world, who)
      return persona.mode === 'apiKey' ? apiKey() : link(signIn(world, { persona }, options))
    },
    apiKey,
    guest: () => signer('guest', 'guest'),
    authenticated: () => signer('authenticated', 'authenticated'),
    admin: () => signer('admin', 'non-cognito'),
    lambda: (answer = {}) => link(lambdaCaller(world, answer)),
    token: (jwt) => link({ name: 'token', headers: () => ({ authorization: jwt }) }),
    nobody: () => link({ name: 'nobody', headers: () => ({}) }),
  }
}

/** Somebody whose token the Lambda authorizer let in, which is not asked. */
function lambdaCaller(world: World, answer: LambdaAnswer): Caller {
  const identity = lambdaIdentity(world, answer)
  const details = `${JSON.stringify(answer)} (lambda)`
  return { name: 'lambda', details, headers: () => ({}), identity }
}

/** A persona without its ages: an actor signs in when it is made. */
type Signer = Pick<Persona, 'name' | 'claims' | 'mode'>

function signIn(
  world: World,
  who: { readonly persona: Signer } | { readonly claims: Claims },
  { mode }: SignInOptions,
): Caller {
  const { name, claims } = 'persona' in who ? who.persona : { name: 'somebody', ...who }
  const asked = { ...who, authTime: epochSeconds(world.stamper.clock), mode, omit: [] }
  return {
    name,
    details: `${JSON.stringify(claims)} (${mode ?? tokenModeOf(world.definition().modes)})`,
    headers: async () => ({ authorization: (await mintToken(asked, world.stamper)).token }),
  }
}

/** The persona of this name, without its ages; throws TypeError when there is none. */
export function personaOf(world: World, name: string): Signer {
  const personas = world.personas()
  const persona = personas.find((candidate) => candidate.name === name)
  if (persona !== undefined) return withoutAges(persona)
  const names = personas.map((candidate) => candidate.name)
  throw new TypeError(
    `there is no persona "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
  )
}

function withoutAges({ name, claims, mode }: Persona): Signer {
  return { name, claims, ...(mode === undefined ? {} : { mode }) }
}

function signing(world: World, principal: IamPrincipal): HeadersFor {
  return (body) =>
    signRequest({ url, headers: json, body }, world.credentials.issue({ principal }), world.clock)
}

function linkTo(world: World, { name, details, headers, identity }: Caller): ActorLink {
  const caller = details === undefined ? name : `${name} ${details}`
  const observer = signing(world, 'non-cognito')
  return {
    name,
    caller,
    world,
    token: async () => {
      const { authorization } = await headers('')
      if (authorization === undefined || isSignatureV4(authorization))
        throw new TypeError(`${caller} has no token`)
      return authorization
    },
    send: (document, dry) => sendTo(world, { headers, document, dry, identity }),
    observe: (document) => sendTo(world, { headers: observer, document, dry: true }),
    subscribe: async ({ query, variables }) => {
      const request = { query, variables }
      const asker = { headers: await headers(JSON.stringify(request)), identity }
      return subscribeIn(world, asker, request)
    },
  }
}

interface Sending {
  readonly headers: HeadersFor
  readonly document: Document
  readonly dry: boolean
  readonly identity?: Identity | undefined
}

async function sendTo(
  world: World,
  { headers, document, dry, identity }: Sending,
): Promise<Answer> {
  const notes: RequestNotes = { decisions: [] }
  const body = JSON.stringify({ query: document.query, variables: document.variables })
  const init = { method: 'POST', headers: { ...json, ...(await headers(body)) }, body }
  const context = {
    notes,
    ...(identity === undefined ? {} : { identity }),
    ...(dry ? { store: world.store.fork() } : {}),
  }
  const response = await world.api().fetch(url, init, context)
  const { data = null, errors = [] } = (await response.json()) as Partial<Answer>
  return { data, errors, notes }
}
