import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { CryptoKey, JWK } from 'jose'

/** What the issuer can sign with: the asymmetric algorithms that AppSync takes (clients.md §6). */
export const signingAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
] as const
export type SigningAlgorithm = (typeof signingAlgorithms)[number]

/** A key pair of the issuer. */
export interface SigningKey {
  /** Its name in JWT headers and in the key set. */
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
  readonly privateJwk: JWK
}

/** Makes a new key pair. */
export async function createSigningKey(algorithm: SigningAlgorithm = 'RS256'): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return signingKeyOf({ ...(await exportJWK(privateKey)), alg: algorithm })
}

/** The same key pair under another name: whoever knows it by one name does not take what is signed under the other. */
export function renamedKey(key: SigningKey, kid: string): SigningKey {
  const { publicJwk, privateJwk } = key
  return { ...key, kid, publicJwk: { ...publicJwk, kid }, privateJwk: { ...privateJwk, kid } }
}

/** The key pair of a private JWK, RS256 unless it says otherwise; throws TypeError for anything else. */
export async function signingKeyOf(jwk: JWK): Promise<SigningKey> {
  const algorithm = algorithmOf(jwk)
  const privateKey = await importJWK(jwk, algorithm, { extractable: false })
  if (privateKey instanceof Uint8Array || privateKey.type !== 'private') {
    throw new TypeError('it is no private key')
  }
  const kid = jwk.kid ?? (await calculateJwkThumbprint(jwk))
  const shared = { kid, alg: algorithm, use: 'sig' }
  return {
    kid,
    algorithm,
    privateKey,
    publicJwk: { ...publicHalf(jwk), ...shared },
    privateJwk: { ...jwk, ...shared },
  }
}

function algorithmOf({ alg = 'RS256' }: JWK): SigningAlgorithm {
  const algorithm = signingAlgorithms.find((known) => known === alg)
  if (algorithm !== undefined) return algorithm
  throw new TypeError(`its alg is "${alg}", which is none of ${signingAlgorithms.join(', ')}`)
}

function publicHalf({ kty, n, e, crv, x, y }: JWK): JWK {
  if (kty === 'RSA') return { kty, n: textOf(n), e: textOf(e) }
  if (kty === 'EC') return { kty, crv: textOf(crv), x: textOf(x), y: textOf(y) }
  throw new TypeError(`its kty is ${JSON.stringify(kty)}, which is neither "RSA" nor "EC"`)
}

function textOf(value: string | undefined): string {
  if (value === undefined) throw new TypeError('it lacks the public half of the key')
  return value
}
