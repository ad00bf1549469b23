import type { FunctionDefinition } from './definition.ts'

/** How a request proves who it is: AppSync's authorization types in aws-amplify's words. */
export const authorizationModes = ['apiKey', 'iam', 'oidc', 'userPool', 'lambda'] as const
export type Mode = (typeof authorizationModes)[number]

/** The `authorizationModes` of `defineData`, settled. IAM is always on in Gen 2. */
export interface AuthorizationModes {
  readonly defaultMode: Mode
  /** The modes beside the default one. */
  readonly additionalModes: readonly Mode[]
  /** Present when mode `oidc` is on. */
  readonly oidc?: OidcMode
  /** `apiKeyAuthorizationMode.expiresInDays`; absent: AWS's 7. */
  readonly apiKeyDays?: number
  /** Present when mode `lambda` is on and its function is known. */
  readonly lambda?: LambdaMode
}

/** `lambdaAuthorizationMode`. */
export interface LambdaMode {
  readonly function: FunctionDefinition
  /** `timeToLiveInSeconds`: how long an answer counts for its token, unless it says otherwise; 0: for one request. */
  readonly timeToLiveSeconds: number
}

/** `oidcAuthorizationMode`. */
export interface OidcMode {
  /** `oidcProviderName`, a label. */
  readonly providerName: string
  /** `oidcIssuerUrl` as written; the sandbox answers it with its own issuer. */
  readonly issuerUrl: string
  /** `clientId`, a regular expression over whole client ids; absent: any audience. */
  readonly clientId?: string
  /** `tokenExpiryFromAuthInSeconds`: seconds since `auth_time`; absent or 0: not checked. */
  readonly authTtlSeconds?: number
  /** `tokenExpireFromIssueInSeconds`: seconds since `iat`; absent or 0: not checked. */
  readonly issueTtlSeconds?: number
}

/** Every mode that the API takes. */
export function enabledModes(modes: AuthorizationModes): readonly Mode[] {
  return [...new Set([modes.defaultMode, ...modes.additionalModes, 'iam' as const])]
}

/** How long an API key is good for, in seconds. */
export function apiKeyLifetimeSeconds({ apiKeyDays = 7 }: AuthorizationModes): number {
  return apiKeyDays * 24 * 3600
}

/** The modes whose requests bring a JWT of somebody who signed in. */
export const tokenModes = ['oidc', 'userPool'] as const
export type TokenMode = (typeof tokenModes)[number]

/** Whose tokens a caller means who names no mode: the default mode's, else those that the API takes, OIDC first. */
export function tokenModeOf(modes: AuthorizationModes): TokenMode {
  const { defaultMode } = modes
  if (defaultMode === 'oidc' || defaultMode === 'userPool') return defaultMode
  const enabled = enabledModes(modes)
  return enabled.includes('userPool') && !enabled.includes('oidc') ? 'userPool' : 'oidc'
}
