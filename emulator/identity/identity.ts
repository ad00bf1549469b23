import type { Claims } from './claims.ts'

/** Who is calling, as AppSync's `ctx.identity` would say it. */
export type Identity =
  | { readonly mode: 'oidc'; readonly issuer: string; readonly claims: Claims }
  | { readonly mode: 'userPool'; readonly issuer: string; readonly claims: Claims }
  | { readonly mode: 'apiKey' }
  | LambdaIdentity
  | IamIdentity

/** The caller of a signed request. */
export interface IamIdentity {
  readonly mode: 'iam'
  readonly principal: IamPrincipal
  /** What `ctx.identity` holds; absent where nobody signed anything. */
  readonly context?: IamContext
  /** The root types that the principal's IAM policy covers (`allow.resource(fn)`); absent: no policy narrows it. */
  readonly rootTypes?: readonly RootType[]
}

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

/** The types at the top of a GraphQL schema. */
export type RootType = 'Query' | 'Mutation' | 'Subscription'

/** AppSync's `AppSyncIdentityIAM`; the Cognito parts are null for principals outside Cognito. */
export interface IamContext {
  readonly accountId: string
  readonly cognitoIdentityPoolId: string | null
  readonly cognitoIdentityId: string | null
  readonly cognitoIdentityAuthType: 'authenticated' | 'unauthenticated' | null
  readonly cognitoIdentityAuthProvider: string | null
  readonly username: string
  readonly userArn: string
}
