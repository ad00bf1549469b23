import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { EmulatorError, messageOf } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { signingKeyOf } from './signing-key.ts'
import type { SigningKey } from './signing-key.ts'

type Keys = readonly [SigningKey, ...SigningKey[]]

/** The keys of a file, a private JWK or a set of them, the one that signs first; undefined when there is no file. */
export async function readKeyFile(file: string): Promise<Keys | undefined> {
  const text = await readIfThere(file)
  if (text === undefined) return undefined
  try {
    const content: unknown = JSON.parse(text)
    const [first, ...others] = jwksOf(content)
    return [await keyOf(first), ...(await Promise.all(others.map(keyOf)))]
  } catch (thrown) {
    throw new EmulatorError(
      'STORE_INVALID',
      `${file}: the signing key cannot be read: ${messageOf(thrown)}; delete the file and the sandbox makes a new key`,
      { cause: thrown },
    )
  }
}

/** Replaces the file as a whole, readable by its owner only. */
export async function writeKeyFile(file: string, keys: Keys): Promise<void> {
  const jwks = keys.map(({ privateJwk }) => privateJwk)
  const content = jwks.length === 1 ? jwks[0] : { keys: jwks }
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
    await rename(`${file}.new`, file)
  } catch (thrown) {
    throw unusable(file, 'written', thrown)
  }
}

function jwksOf(content: unknown): readonly unknown[] {
  return isObject(content) && Array.isArray(content['keys']) ? content['keys'] : [content]
}

function keyOf(jwk: unknown): Promise<SigningKey> {
  if (!isObject(jwk)) throw new TypeError('it is no JSON object')
  return signingKeyOf({ ...jwk })
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw unusable(file, 'read', thrown)
  }
}

function unusable(file: string, verb: string, cause: unknown): EmulatorError {
  return new EmulatorError(
    'STORE_UNWRITABLE',
    `${file}: the signing key cannot be ${verb}: ${messageOf(cause)}; mend the permissions or choose another folder with --data`,
    { cause },
  )
}
