import type { Identity } from '../../identity/identity.ts'
import type { Item } from '../../model/item.ts'
import type { HandlerCall } from '../handler-call.ts'

/** Where in the pipeline a function stands. */
export interface PipelineState {
  readonly stash: Item
  /** What the function before returned; `{}` before the first. */
  readonly previous: unknown
}

/** What the data source answered; absent in `request()`. */
export interface DataSourceAnswer {
  readonly result: unknown
  readonly error?: { readonly message: string; readonly type: string }
}

/** What Amplify's own first step puts into the stash; batch requests name tables by it. */
export const firstStash: Item = {
  awsAppsyncApiId: 'amplite',
  amplifyApiEnvironmentName: 'NONE',
}

/** `ctx`, as JSON. */
export function contextOf(
  call: HandlerCall,
  { stash, previous }: PipelineState,
  answer?: DataSourceAnswer,
): Item & { readonly stash: Item } {
  return {
    arguments: call.arguments,
    args: call.arguments,
    identity: identityOf(call.identity),
    source: null,
    request: { headers: call.request.headers, domainName: null },
    info: call.info,
    env: {},
    stash,
    prev: { result: previous },
    ...answer,
  }
}

/** `ctx.identity`, whose shape depends on the mode; null for API keys. */
function identityOf(identity: Identity): Item | null {
  switch (identity.mode) {
    case 'apiKey':
      return null
    case 'oidc': {
      const { claims, issuer } = identity
      return { claims, issuer, sub: claims['sub'] ?? null }
    }
    case 'userPool':
      return userPoolIdentity(identity)
    case 'lambda':
      return { resolverContext: {} }
    case 'iam':
      return iamIdentity(identity)
  }
}

const sourceIp = ['127.0.0.1']

function userPoolIdentity({ claims, issuer }: Extract<Identity, { mode: 'userPool' }>): Item {
  return {
    claims,
    issuer,
    sub: claims['sub'] ?? null,
    username: claims['cognito:username'] ?? claims['username'] ?? claims['sub'] ?? null,
    groups: claims['cognito:groups'] ?? null,
    sourceIp,
    defaultAuthStrategy: 'ALLOW',
  }
}

/** The parts that a signature tells stand in the identity's `context`, where there is one. */
function iamIdentity(identity: Extract<Identity, { mode: 'iam' }>): Item {
  const signed: unknown = 'context' in identity ? identity.context : undefined
  return {
    accountId: null,
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
    username: null,
    userArn: null,
    ...(typeof signed === 'object' ? signed : {}),
    sourceIp,
  }
}
