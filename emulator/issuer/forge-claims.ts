import type { Forgeries } from './forgery.ts'

/** The ways in which the claims of a well signed token can be false. */
export const claimForgeries = [
  'wrong-issuer',
  'wrong-audience',
  'wrong-azp',
  'expired',
  'not-yet-valid',
  'old-iat',
  'old-auth-time',
  'future-iat',
  'missing-exp',
  'missing-iat',
  'missing-auth-time',
  'missing-sub',
  'wrong-type',
  'huge',
] as const

const daySeconds = 86_400
const elsewhere = 'https://elsewhere.example.com'

/** How each is made, and what comes of it. What is unsourced of AppSync is chosen as `identity/check-claims.ts` says. */
export const forgedClaims: Forgeries<(typeof claimForgeries)[number]> = {
  'wrong-issuer': {
    how: `iss "${elsewhere}"`,
    refusal: 'wrong-issuer',
    claims: () => ({ iss: elsewhere }),
  },
  'wrong-audience': {
    how: 'aud and azp "elsewhere"',
    refusal: 'wrong-audience',
    claims: () => ({ aud: 'elsewhere', azp: 'elsewhere' }),
  },
  'wrong-azp': {
    how: 'azp "elsewhere", aud as it should be: one of the two is enough',
    refusal: null,
    claims: () => ({ azp: 'elsewhere' }),
  },
  expired: {
    how: 'exp a second ago',
    refusal: 'expired',
    claims: (_claims, now) => ({ exp: now - 1 }),
  },
  'not-yet-valid': {
    how: 'nbf an hour ahead',
    refusal: 'not-yet-valid',
    claims: (_claims, now) => ({ nbf: now + 3600 }),
  },
  'old-iat': {
    how: 'iat a day ago, exp still ahead',
    refusal: 'issued-too-long-ago',
    claims: (_claims, now) => ({ iat: now - daySeconds, exp: now + 3600 }),
  },
  'old-auth-time': {
    how: 'auth_time a day ago, everything else new: what a refresh gives',
    refusal: 'signed-in-too-long-ago',
    claims: (_claims, now) => ({ auth_time: now - daySeconds }),
  },
  'future-iat': {
    how: 'iat an hour ahead',
    refusal: null,
    claims: (_claims, now) => ({ iat: now + 3600, exp: now + 7200 }),
  },
  'missing-exp': { how: 'no exp', refusal: 'exp-missing', claims: () => ({ exp: undefined }) },
  'missing-iat': { how: 'no iat', refusal: 'iat-missing', claims: () => ({ iat: undefined }) },
  'missing-auth-time': {
    how: 'no auth_time',
    refusal: 'auth-time-missing',
    claims: () => ({ auth_time: undefined }),
  },
  'missing-sub': { how: 'no sub', refusal: null, claims: () => ({ sub: undefined }) },
  'wrong-type': {
    how: 'exp as a text',
    refusal: 'malformed-claim',
    claims: ({ exp }) => ({ exp: String(exp) }),
  },
  huge: {
    how: 'a claim of 32,000 letters',
    refusal: 'token-too-large',
    claims: () => ({ padding: 'x'.repeat(32_000) }),
  },
}
