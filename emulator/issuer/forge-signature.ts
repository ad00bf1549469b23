import {
  CompactEncrypt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose'

import type { Forgeries } from './forgery.ts'
import type { SigningAlgorithm } from './signing-key.ts'
import { signClaims } from './signing-keys.ts'
import type { SigningKeys } from './signing-keys.ts'

/** The ways in which a token can be false in its form or its signature, while it says what it should. */
export const signatureForgeries = [
  'alg-none',
  'hs256-public-key',
  'wrong-key',
  'foreign-key',
  'embedded-key',
  'swapped-kid',
  'bad-signature',
  'changed-claims',
  'nested-jwe',
  'bearer',
  'trailing-garbage',
] as const

/** How each is made, and what comes of it. */
export const forgedSignatures: Forgeries<(typeof signatureForgeries)[number]> = {
  'alg-none': {
    how: 'alg "none" and no signature',
    refusal: 'algorithm-not-allowed',
    sign: async (claims) => new UnsecuredJWT({ ...claims }).encode(),
  },
  'hs256-public-key': {
    how: 'HS256 with the public key as the shared secret',
    refusal: 'algorithm-not-allowed',
    sign: async (claims, keys) => {
      const header = { alg: 'HS256', typ: 'JWT', kid: keys.kid }
      return new SignJWT({ ...claims }).setProtectedHeader(header).sign(await publicPem(keys))
    },
  },
  'wrong-key': {
    how: "another key under the name (kid) of the issuer's",
    refusal: 'bad-signature',
    sign: async (claims, { kid, algorithm }) =>
      signClaims(claims, 'JWT', { kid, algorithm, ...(await foreignKey(algorithm)) }),
  },
  'foreign-key': {
    how: 'another key under a name of its own',
    refusal: 'unknown-key',
    sign: async (claims, { algorithm }) =>
      signClaims(claims, 'JWT', { kid: 'foreign', algorithm, ...(await foreignKey(algorithm)) }),
  },
  'embedded-key': {
    how: 'another key, which the header brings along (jwk)',
    refusal: 'unknown-key',
    sign: async (claims, { algorithm }) => {
      const { privateKey, publicKey } = await foreignKey(algorithm)
      const header = {
        alg: algorithm,
        typ: 'JWT',
        kid: 'embedded',
        jwk: await exportJWK(publicKey),
      }
      return new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey)
    },
  },
  'swapped-kid': {
    how: "the issuer's key under a name that is not in the key set",
    refusal: 'unknown-key',
    sign: (claims, { algorithm, privateKey }) =>
      signClaims(claims, 'JWT', { kid: 'swapped', algorithm, privateKey }),
  },
  'bad-signature': {
    how: 'one letter of the signature changed',
    refusal: 'bad-signature',
    sign: async (claims, keys) => spoilSignature(await signClaims(claims, 'JWT', keys)),
  },
  'changed-claims': {
    how: 'claims changed after signing: sub is "somebody-else"',
    refusal: 'bad-signature',
    sign: async (claims, keys) => swapClaims(await signClaims(claims, 'JWT', keys)),
  },
  'nested-jwe': {
    how: 'the signed token encrypted once more (JWE)',
    refusal: 'not-a-jwt',
    sign: async (claims, keys) => encrypt(await signClaims(claims, 'JWT', keys)),
  },
  bearer: {
    how: '"Bearer " in front',
    refusal: 'not-a-jwt',
    sign: async (claims, keys) => `Bearer ${await signClaims(claims, 'JWT', keys)}`,
  },
  'trailing-garbage': {
    how: '".garbage" behind',
    refusal: 'not-a-jwt',
    sign: async (claims, keys) => `${await signClaims(claims, 'JWT', keys)}.garbage`,
  },
}

function foreignKey(algorithm: SigningAlgorithm): ReturnType<typeof generateKeyPair> {
  return generateKeyPair(algorithm, { extractable: true })
}

/** The text that everybody can read, as the attack on confused verifiers uses it. */
async function publicPem(keys: SigningKeys): Promise<Uint8Array> {
  const [jwk = {}] = keys.jwks().keys
  const key = await importJWK(jwk, undefined, { extractable: true })
  if (key instanceof Uint8Array) throw new TypeError('the public key of the issuer is none')
  return new TextEncoder().encode(await exportSPKI(key))
}

async function encrypt(token: string): Promise<string> {
  const { publicKey } = await generateKeyPair('ECDH-ES')
  return new CompactEncrypt(new TextEncoder().encode(token))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JWT' })
    .encrypt(publicKey)
}

function spoilSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  const other = token[start] === 'A' ? 'B' : 'A'
  return token.slice(0, start) + other + token.slice(start + 1)
}

function swapClaims(token: string): string {
  const [header, payload = '', signature] = token.split('.')
  const claims: object = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = JSON.stringify({ ...claims, sub: 'somebody-else' })
  return [header, Buffer.from(changed).toString('base64url'), signature].join('.')
}
