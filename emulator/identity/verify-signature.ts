import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors } from 'jose'
import type { JSONWebKeySet } from 'jose'

import type { Claims } from '../model/claims.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** clients.md §6, without HS…: its shared secret would be our public key. And never `none`. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']

/** As many bytes of headers as CloudFront, behind which AppSync stands, lets through; that a longer token is a 401 is a choice. */
const tokenLimitBytes = 20_480

/** The public keys of an issuer. */
export interface KeySet extends JSONWebKeySet {
  /** They are of an earlier time, because the issuer does not answer now. */
  readonly unreachable?: boolean
}

/** What a JWT states; nobody has vouched for it yet. */
export interface ParsedToken {
  readonly ok: true
  readonly algorithm: unknown
  readonly claims: Claims
}

/** The algorithm and claims that a JWT states, or why it is no JWT. */
export function parseToken(token: string): ParsedToken | Refused {
  if (/^bearer\s/i.test(token)) {
    return refuse(
      'not-a-jwt',
      'the token follows "Bearer "; AppSync takes the bare token, so leave that word out',
    )
  }
  if (token.length > tokenLimitBytes) {
    return refuse(
      'token-too-large',
      `the token has ${token.length} bytes; more than ${tokenLimitBytes} do not get through to AppSync`,
    )
  }
  if (token.split('.').length !== 3) {
    return refuse(
      'not-a-jwt',
      'the authorization header is no signed JWT: that has three parts with dots between them',
    )
  }
  try {
    return { ok: true, algorithm: decodeProtectedHeader(token).alg, claims: decodeJwt(token) }
  } catch {
    return refuse('not-a-jwt', 'the header or the payload of the token is not base64url of JSON')
  }
}

/** The claims of a token that one of the keys has signed, or why it is not to be believed. */
export async function verifySignature(token: string, jwks: KeySet): Promise<ParsedToken | Refused> {
  const parsed = parseToken(token)
  if (!parsed.ok) return parsed
  if (typeof parsed.algorithm !== 'string' || !algorithms.includes(parsed.algorithm)) {
    const stated = JSON.stringify(parsed.algorithm) ?? 'no algorithm'
    return refuse(
      'algorithm-not-allowed',
      `the token is signed with ${stated}; the API allows ${algorithms.join(', ')}`,
    )
  }

  try {
    await compactVerify(token, createLocalJWKSet(jwks), { algorithms })
    return parsed
  } catch (thrown) {
    return refusedFor(thrown, jwks)
  }
}

function refusedFor(thrown: unknown, { unreachable = false }: KeySet): Refused {
  if (thrown instanceof errors.JWSSignatureVerificationFailed) {
    return refuse('bad-signature', 'the signature does not fit the content and the key it names')
  }
  if (
    thrown instanceof errors.JWKSNoMatchingKey ||
    thrown instanceof errors.JWKSMultipleMatchingKeys
  ) {
    if (unreachable) return unreachableKeys()
    return refuse('unknown-key', 'the key that signed the token is none of the keys of the issuer')
  }
  if (thrown instanceof errors.JOSEError) {
    return refuse('not-a-jwt', `the token is malformed: ${thrown.message}`)
  }
  throw thrown
}

function unreachableKeys(): Refused {
  return refuse(
    'jwks-unreachable',
    'the key set of the issuer cannot be reached, and the key that signed the token is none of those that were read before',
  )
}
