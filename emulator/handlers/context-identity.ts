import type { Identity } from '../identity/identity.ts'
import { readClaim } from '../identity/claims.ts'

/** `ctx.identity` as AppSync gives it to handlers in each mode; null for an API key (`@types/aws-lambda`, AppSyncIdentity). */
export function contextIdentity(identity: Identity): object | null {
  switch (identity.mode) {
    case 'apiKey':
      return null
    case 'oidc':
      return { claims: identity.claims, issuer: identity.issuer, sub: claimOf(identity, 'sub') }
    case 'userPool':
      return {
        claims: identity.claims,
        defaultAuthStrategy: 'ALLOW',
        groups: claimOf(identity, 'cognito:groups'),
        issuer: identity.issuer,
        sourceIp,
        sub: claimOf(identity, 'sub'),
        username: claimOf(identity, 'username'),
      }
    case 'lambda':
      return { resolverContext: identity.resolverContext ?? {} }
    case 'iam':
      return iamIdentity(identity)
  }
}

/** Whoever asks, asks from this machine. */
const sourceIp = ['127.0.0.1']

function claimOf({ claims }: Extract<Identity, { mode: 'oidc' | 'userPool' }>, name: string) {
  return readClaim(claims, name) ?? null
}

function iamIdentity({ principal }: Extract<Identity, { mode: 'iam' }>): object {
  const isCognito = principal !== 'non-cognito'
  return {
    accountId: '000000000000',
    cognitoIdentityAuthProvider: null,
    cognitoIdentityAuthType: cognitoAuthType(principal),
    cognitoIdentityId: isCognito ? `us-east-1:${principal}` : null,
    cognitoIdentityPoolId: isCognito ? 'us-east-1:amplite' : null,
    sourceIp,
    userArn: `arn:aws:sts::000000000000:assumed-role/${principal}/amplite`,
    username: principal,
  }
}

function cognitoAuthType(principal: string): string | null {
  if (principal === 'non-cognito') return null
  return principal === 'guest' ? 'unauthenticated' : 'authenticated'
}
