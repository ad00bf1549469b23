import type { Claims } from './claims.ts'

/** Who is calling, as AppSync's `ctx.identity` would say it. */
export type Identity =
  | { readonly mode: 'oidc'; readonly issuer: string; readonly claims: Claims }
  | { readonly mode: 'userPool'; readonly issuer: string; readonly claims: Claims }
  | { readonly mode: 'apiKey' }
  | LambdaIdentity
  | { readonly mode: 'iam'; readonly principal: IamPrincipal }

/** A caller whose token the Lambda authorizer let in. */
export interface LambdaIdentity {
  readonly mode: 'lambda'
  /** What the authorizer said of the caller; absent: nothing. */
  readonly resolverContext?: Readonly<Record<string, unknown>>
  /** Fields that it denies, as `Type.field`; absent: none. */
  readonly deniedFields?: readonly string[]
}

/** A guest or signed-in user of an identity pool, or any IAM principal outside Cognito (which passes all rules). */
export type IamPrincipal = 'guest' | 'authenticated' | 'non-cognito'
