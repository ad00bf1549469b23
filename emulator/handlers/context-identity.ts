import { readClaim } from '../identity/claims.ts'
import { iamContext } from '../identity/iam-context.ts'
import type { Identity } from '../identity/identity.ts'

/** `ctx.identity` as AppSync gives it to handlers in each mode; null for an API key. */
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
      return { ...(identity.context ?? iamContext(identity.principal)), sourceIp }
  }
}

/** Whoever asks, asks from this machine. */
const sourceIp = ['127.0.0.1']

function claimOf(
  { claims }: Extract<Identity, { mode: 'oidc' | 'userPool' }>,
  name: string,
): unknown {
  return readClaim(claims, name) ?? null
}
