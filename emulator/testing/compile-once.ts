import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { activated, loadActive, mutantNotes } from '../active-mutant.ts'
import { definitionOfValue } from '../definition/definition-of-value.ts'
import { buildSchema } from '../graphql/build-schema.ts'
import { createSigningKey, renamedKey } from '../issuer/signing-key.ts'
import type { SigningKey } from '../issuer/signing-key.ts'
import { keysOfKey } from '../issuer/signing-keys.ts'
import type { SigningKeys } from '../issuer/signing-keys.ts'
import { policyOf } from '../load-policy.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import type { Settings } from '../settings.ts'

interface CompiledFile {
  readonly loaded: LoadedPolicy
  /** Of everything that it was made of. */
  readonly fingerprint: string
}

// Kept for the life of the process: suites open a world for each file or test, and nothing in here depends on a world.
const files = new Map<string, Promise<CompiledFile>>()
const values = new WeakMap<object, LoadedPolicy>()
const shared: { key?: Promise<SigningKey>; worlds: number } = { worlds: 0 }

/** The definition of a file, compiled when it or a file that it imports has changed since the last time. */
export async function compileFile(
  settings: Pick<Settings, 'definition' | 'modesFile'>,
): Promise<LoadedPolicy> {
  const name = JSON.stringify([settings.definition, settings.modesFile])
  const known = files.get(name)
  if (known === undefined) return (await remember(name, settings)).loaded
  const compiled = await known
  const isFresh = compiled.fingerprint === (await fingerprintOf(compiled.loaded))
  return isFresh ? compiled.loaded : (await remember(name, settings)).loaded
}

/** The definition that a value is. */
export function compileValue(value: object): LoadedPolicy {
  const known = values.get(value)
  if (known !== undefined) return known
  const loaded = withSchema(activated(policyOf(definitionOfValue(value))))
  values.set(value, loaded)
  return loaded
}

/** Keys of one world: making a pair takes a while, so worlds share it under names of their own, and none takes another's tokens. */
export async function keysOfNextWorld(): Promise<SigningKeys> {
  shared.key ??= createSigningKey()
  shared.worlds += 1
  const { worlds } = shared
  const key = await shared.key
  return keysOfKey(renamedKey(key, `${key.kid}-${worlds}`))
}

function remember(
  name: string,
  { definition, modesFile }: Pick<Settings, 'definition' | 'modesFile'>,
): Promise<CompiledFile> {
  const compiling = compile(definition, modesFile)
  files.set(name, compiling)
  // A definition that is broken now may be mended at the next call.
  compiling.catch(() => files.delete(name))
  return compiling
}

async function compile(path: string, modesFile: string | undefined): Promise<CompiledFile> {
  const loaded = withSchema(await loadActive(path, { modesFile }))
  return { loaded, fingerprint: await fingerprintOf(loaded) }
}

/** What the API executes; handlers of custom operations belong to a world, which brings its own. */
function withSchema(loaded: LoadedPolicy): LoadedPolicy {
  // Nobody sees a sandbox of a suite, so the runner says it.
  for (const note of mutantNotes(loaded)) process.emitWarning(note, 'AmpliteMutant')
  return { ...loaded, schema: buildSchema(loaded.definition, loaded.policy, noHandlers) }
}

const noHandlers: Parameters<typeof buildSchema>[2] = ({ operation }) =>
  Promise.reject(new Error(`"${operation.name}" was asked in no world`))

async function fingerprintOf({ definition }: LoadedPolicy): Promise<string> {
  const hash = createHash('sha256')
  const contents = await Promise.all(
    definition.sources.map((file) => readFile(file).catch(() => undefined)),
  )
  for (const content of contents) hash.update(content ?? 'gone').update('\n')
  return hash.digest('hex')
}
