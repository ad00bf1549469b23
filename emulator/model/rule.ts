import type { Place } from './definition.ts'
import type { Mode } from './modes.ts'

/** What a rule admits: data-schema's strategies, as they stand in `@auth`. */
export const strategies = ['private', 'public', 'owner', 'groups', 'custom'] as const
export type Strategy = (typeof strategies)[number]

/** The credential kind that a rule speaks of. */
export const providers = ['apiKey', 'identityPool', 'oidc', 'userPools', 'function'] as const
export type Provider = (typeof providers)[number]

/** What a rule can grant, in `.to([...])`. `read` is written for `get list listen search sync`. */
export const modelOperations = [
  'create',
  'update',
  'delete',
  'read',
  'get',
  'list',
  'sync',
  'listen',
  'search',
] as const
export type ModelOperation = (typeof modelOperations)[number]

/** One `allow.…`, as `transform()` emits it, with the provider settled. */
export interface Rule {
  readonly strategy: Strategy
  readonly provider: Provider
  /** As written in `.to([...])`; absent: all of them. */
  readonly operations?: readonly ModelOperation[]
  readonly ownerField?: string
  readonly groupsField?: string
  readonly groups?: readonly string[]
  readonly identityClaim?: string
  readonly groupClaim?: string
  /** Present where no provider is written and AWS takes user pools. */
  readonly providerImplied?: true
  /** Present where `ownersDefinedIn` or `groupsDefinedIn` was called: the field is meant to be a list, whatever it is. */
  readonly meansList?: true
  /** Where it is written. */
  readonly place?: Place
}

const modeOfProvider: Readonly<Record<Provider, Mode>> = {
  apiKey: 'apiKey',
  identityPool: 'iam',
  oidc: 'oidc',
  userPools: 'userPool',
  function: 'lambda',
}

/** The one mode whose requests a rule of this provider can match. */
export function modeOf(provider: Provider): Mode {
  return modeOfProvider[provider]
}
