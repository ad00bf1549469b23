import { SignJWT } from 'jose'
import type { CryptoKey, JSONWebKeySet } from 'jose'

import type { Claims } from '../model/claims.ts'
import { readKeyFile, writeKeyFile } from './key-file.ts'
import { createSigningKey } from './signing-key.ts'
import type { SigningAlgorithm, SigningKey } from './signing-key.ts'

/** The key pairs of a sandbox: one that signs, and older ones that are still published after a rotation. */
export interface SigningKeys {
  /** The name of the key that signs, in JWT headers and in the key set. */
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly privateKey: CryptoKey
  /** The public keys, as the issuer publishes them. */
  jwks(): JSONWebKeySet
  /** The private key with which oidc-provider works inside; what leaves it is signed anew. */
  readonly privateJwks: JSONWebKeySet
  /** Every key, the one that signs first. */
  list(): readonly KeyInfo[]
  /** From now on a new key signs. */
  rotate(rotation?: KeyRotation): Promise<void>
  /** Takes an older key out of the key set for good; false when there is none of that name. */
  remove(kid: string): Promise<boolean>
  /** Publishes again what a rotation withheld. */
  republish(): void
  /** Back to the key that signed at first, and no other. */
  startOver(): void
}

/** A key without its secret. */
interface KeyInfo {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  readonly signs: boolean
  readonly published: boolean
}

/** How to rotate. */
interface KeyRotation {
  /** Of the new key; by default as before. */
  readonly algorithm?: SigningAlgorithm | undefined
  /** What becomes of the older keys: they stay published by default, or are withheld for a while, or go for good. */
  readonly older?: 'published' | 'withheld' | 'removed'
}

/** Makes a new key pair, which nobody keeps. */
export async function createSigningKeys(algorithm?: SigningAlgorithm): Promise<SigningKeys> {
  return keysOfKey(await createSigningKey(algorithm))
}

/** Signs with this key pair at first; nobody keeps what comes after it. */
export function keysOfKey(key: SigningKey): Promise<SigningKeys> {
  return keysOf([key], () => Promise.resolve())
}

/** The keys of that JSON file (a private JWK, or a set of them), which is made, readable by its owner only, when missing. */
export async function loadSigningKeys(file: string): Promise<SigningKeys> {
  const write: WriteKeys = (keys) => writeKeyFile(file, keys)
  const kept = await readKeyFile(file)
  if (kept !== undefined) return keysOf(kept, write)

  const first = await createSigningKey()
  await write([first])
  return keysOf([first], write)
}

/** Signs claims as they stand, whatever they are; `type` is the header's `typ`. */
export function signClaims(
  claims: Claims,
  type: string,
  keys: Pick<SigningKeys, 'kid' | 'algorithm' | 'privateKey'>,
): Promise<string> {
  const header = { alg: keys.algorithm, typ: type, kid: keys.kid }
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(keys.privateKey)
}

type WriteKeys = (keys: Keys) => Promise<void>
/** The one that signs comes first. */
type Keys = readonly [SigningKey, ...SigningKey[]]

async function keysOf(keys: Keys, write: WriteKeys): Promise<SigningKeys> {
  const [first] = keys
  const inner = first.algorithm === 'RS256' ? first : await createSigningKey('RS256')
  return new KeyRing(keys, inner, write)
}

class KeyRing implements SigningKeys {
  readonly privateJwks: JSONWebKeySet
  readonly #first: Keys
  readonly #write: WriteKeys
  #keys: Keys
  #withheld: readonly SigningKey[] = []

  constructor(keys: Keys, inner: SigningKey, write: WriteKeys) {
    this.privateJwks = { keys: [inner.privateJwk] }
    this.#first = keys
    this.#keys = keys
    this.#write = write
  }

  get kid(): string {
    return this.#keys[0].kid
  }

  get algorithm(): SigningAlgorithm {
    return this.#keys[0].algorithm
  }

  get privateKey(): CryptoKey {
    return this.#keys[0].privateKey
  }

  jwks(): JSONWebKeySet {
    const published = this.#keys.filter((key) => !this.#withheld.includes(key))
    return { keys: published.map(({ publicJwk }) => publicJwk) }
  }

  list(): readonly KeyInfo[] {
    return this.#keys.map((key) => ({
      kid: key.kid,
      algorithm: key.algorithm,
      signs: key.kid === this.kid,
      published: !this.#withheld.includes(key),
    }))
  }

  async rotate({
    algorithm = this.algorithm,
    older = 'published',
  }: KeyRotation = {}): Promise<void> {
    const before = this.#keys
    const next = await createSigningKey(algorithm)
    await this.#replace(older === 'removed' ? [next] : [next, ...before])
    if (older === 'withheld') this.#withheld = before
  }

  async remove(kid: string): Promise<boolean> {
    const [current, ...others] = this.#keys
    const left = others.filter((key) => key.kid !== kid)
    if (left.length === others.length) return false
    await this.#replace([current, ...left])
    return true
  }

  republish(): void {
    this.#withheld = []
  }

  startOver(): void {
    this.#keys = this.#first
    this.republish()
  }

  async #replace(keys: Keys): Promise<void> {
    await this.#write(keys)
    this.#keys = keys
  }
}
