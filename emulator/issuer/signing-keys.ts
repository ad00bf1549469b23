import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import type { CryptoKey, JSONWebKeySet, JWK } from 'jose'

import { EmulatorError, messageOf } from '../errors.ts'
import type { Claims } from '../model/claims.ts'
import { isObject } from '../model/is-object.ts'

const algorithm = 'RS256'

/** The key pair that signs every token of a sandbox. */
export interface SigningKeys {
  /** The key's name in JWT headers and in the key set. */
  readonly kid: string
  readonly algorithm: typeof algorithm
  readonly privateKey: CryptoKey
  /** The public keys, as the issuer publishes them. */
  jwks(): JSONWebKeySet
  /** The private keys; for the issuer's own use. */
  readonly privateJwks: JSONWebKeySet
}

/** Makes a new RS256 key pair. */
export async function createSigningKeys(): Promise<SigningKeys> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  return keysOf(await exportJWK(privateKey))
}

/** The same key pair under another name: whoever knows it by one name does not take what is signed under the other. */
export function renamedKeys(keys: SigningKeys, kid: string): SigningKeys {
  const renamed = ({ keys: all }: JSONWebKeySet): JSONWebKeySet => ({
    keys: all.map((key) => ({ ...key, kid })),
  })
  return {
    ...keys,
    kid,
    jwks: () => renamed(keys.jwks()),
    privateJwks: renamed(keys.privateJwks),
  }
}

/** The key pair of that JSON file (a private JWK), which is made, readable by its owner only, when missing. */
export async function loadSigningKeys(file: string): Promise<SigningKeys> {
  const text = await readIfThere(file)
  if (text !== undefined) return parseSigningKeys(text, file)

  const keys = await createSigningKeys()
  await writeKeys(file, keys)
  return keys
}

/** Signs claims as they stand, whatever they are; `type` is the header's `typ`. */
export function signClaims(claims: Claims, type: string, keys: SigningKeys): Promise<string> {
  const header = { alg: keys.algorithm, typ: type, kid: keys.kid }
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(keys.privateKey)
}

async function keysOf(jwk: JWK): Promise<SigningKeys> {
  const kid = jwk.kid ?? (await calculateJwkThumbprint(jwk))
  const privateKey = await importJWK(jwk, algorithm, { extractable: false })
  if (privateKey instanceof Uint8Array || privateKey.type !== 'private') {
    throw new TypeError('it is no private RSA key')
  }
  const publicHalf = { kty: 'RSA', n: textOf(jwk.n), e: textOf(jwk.e) } as const
  const shared = { kid, alg: algorithm, use: 'sig' }
  return {
    kid,
    algorithm,
    privateKey,
    jwks: () => ({ keys: [{ ...publicHalf, ...shared }] }),
    privateJwks: { keys: [{ ...jwk, ...shared }] },
  }
}

function textOf(value: string | undefined): string {
  if (value === undefined) throw new TypeError('it lacks the public half of the key')
  return value
}

async function parseSigningKeys(text: string, file: string): Promise<SigningKeys> {
  try {
    const jwk: unknown = JSON.parse(text)
    if (!isObject(jwk)) throw new TypeError('it is no JSON object')
    return await keysOf({ ...jwk })
  } catch (thrown) {
    throw new EmulatorError(
      'STORE_INVALID',
      `${file}: the signing key cannot be read: ${messageOf(thrown)}; delete the file and the sandbox makes a new key`,
      { cause: thrown },
    )
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw unusable(file, 'read', thrown)
  }
}

async function writeKeys(file: string, { privateJwks }: SigningKeys): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    const text = `${JSON.stringify(privateJwks.keys[0], null, 2)}\n`
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
  } catch (thrown) {
    throw unusable(file, 'written', thrown)
  }
}

function unusable(file: string, verb: string, cause: unknown): EmulatorError {
  return new EmulatorError(
    'STORE_UNWRITABLE',
    `${file}: the signing key cannot be ${verb}: ${messageOf(cause)}; mend the permissions or choose another folder with --data`,
    { cause },
  )
}
