import type { Claims } from './claims.ts'

/** Who is calling, as AppSync's `ctx.identity` would say it. */
export type Identity =
  | { readonly mode: 'oidc'; readonly issuer: string; readonly claims: Claims }
  | { readonly mode: 'userPool'; readonly issuer: string; readonly claims: Claims }
  | { readonly mode: 'apiKey' }
  | { readonly mode: 'lambda' }
  | { readonly mode: 'iam'; readonly principal: IamPrincipal }

/** A guest or signed-in user of an identity pool, or any IAM principal outside Cognito (which passes all rules). */
export type IamPrincipal = 'guest' | 'authenticated' | 'non-cognito'
