import type { FunctionDefinition } from './definition.ts'

/** How a request proves who it is: AppSync's authorization types in aws-amplify's words. */
const authorizationModes = ['apiKey', 'iam', 'oidc', 'userPool', 'lambda'] as const
export type Mode = (typeof authorizationModes)[number]

/** The `authorizationModes` of `defineData`, settled. IAM is always on in Gen 2. */
export interface AuthorizationModes {
  readonly defaultMode: Mode
  /** The modes beside the default one. */
  readonly additionalModes: readonly Mode[]
  /** Present when mode `oidc` is on. */
  readonly oidc?: OidcMode
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
