import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { messageOf } from '../../emulator/errors.ts'
import { printSdl } from '../../emulator/graphql/print-sdl.ts'
import { loadScenario } from './load-scenario.ts'
import { randomDefinition } from './random-definition.ts'
import type { RandomDefinition } from './random-definition.ts'

/**
 * `node --import tsx test/conformance/live-schemas.ts --oracle <path> [--seed N] [--count M]`: random definitions, whose SDL
 * AWS's transformers write and this stack, compared definition by definition.
 */
const { values } = parseArgs({
  options: {
    oracle: { type: 'string' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
  },
})

interface Oracle {
  compile(sdl: string, modes: RandomDefinition['authModes']): { readonly schema: string }
  normaliseSdl(sdl: string): string
}

const oracle = await loadOracle()
const tally = { definitions: 0, equal: 0, refusedByBoth: 0, invalid: 0, different: 0 }
// AWS's transformers talk.
const say = (text: string): boolean => process.stdout.write(`${text}\n`)
for (const method of ['log', 'warn', 'info']) Reflect.set(console, method, () => undefined)
const first = Number(values.seed)
for (let seed = first; seed < first + Number(values.count); seed++) await compare(seed)
say(JSON.stringify(tally))
process.exitCode = tally.different === 0 ? 0 : 4

async function loadOracle(): Promise<Oracle> {
  const { oracle: folder } = values
  if (folder === undefined) throw new Error('name the oracle with --oracle <path>')
  const load = (file: string): Promise<Oracle> =>
    import(pathToFileURL(join(folder, 'lib', file)).href) as Promise<Oracle>
  const [{ compile }, { normaliseSdl }] = await Promise.all([load('compile.mjs'), load('sdl.mjs')])
  return { compile, normaliseSdl }
}

async function compare(seed: number): Promise<void> {
  tally.definitions++
  const random = randomDefinition(seed)
  const ours = await attempt(() => loadScenario(random))
  // Which function stands behind an operation does not show in the schema, and the oracle has none.
  const sdl = ours.value?.definition.sdl.replaceAll(/@function\([^)]*\)/g, '')
  const theirs = await attempt(async () => theirSdl(sdl ?? (await sdlOf(random)), random))
  if (ours.value === undefined || theirs.value === undefined)
    return differ(seed, { ours: ours.error, theirs: theirs.error })
  const mine = definitionsOf(printSdl(ours.value.definition, ours.value.policy))
  const extra = mine.filter((text) => !theirs.value?.includes(text))
  const missing = theirs.value.filter((text) => !mine.includes(text))
  if (extra.length + missing.length === 0) tally.equal++
  else report(seed, `ours:\n${extra.join('\n')}\ntheirs:\n${missing.join('\n')}`)
}

function differ(
  seed: number,
  { ours, theirs }: Record<'ours' | 'theirs', string | undefined>,
): void {
  if (ours !== undefined && theirs !== undefined) tally.refusedByBoth++
  // What AWS's transformers take and AppSync does not.
  else if (ours !== undefined && /AppSync (does not take|takes none)/.test(ours)) tally.invalid++
  else report(seed, `refused here: ${ours ?? 'no'}\nrefused there: ${theirs ?? 'no'}`)
}

function report(seed: number, text: string): void {
  tally.different++
  say(`seed ${seed}: ${text}\n${randomDefinition(seed).schema.gen2}\n`)
}

interface Attempt<T> {
  readonly value?: T
  readonly error?: string
}

async function attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await run() }
  } catch (error) {
    return { error: messageOf(error) }
  }
}

function theirSdl(sdl: string, { authModes }: RandomDefinition): readonly string[] {
  return definitionsOf(oracle.compile(sdl, authModes).schema)
}

/** What `transform()` prints of a definition that is refused here after it. */
async function sdlOf({ schema }: RandomDefinition): Promise<string> {
  const { a } = await import('@aws-amplify/data-schema')
  // oxlint-disable-next-line typescript/no-implied-eval -- the program was made here
  const built: unknown = new Function('a', `return ${schema.gen2}`)(a)
  const parts = schemasIn(built)
  return parts
    .map((part) => part.transform().schema)
    .join('\n')
    .replaceAll(/@function\([^)]*\)/g, '')
}

interface Transformable {
  transform(): { readonly schema: string }
}

function schemasIn(built: unknown): readonly Transformable[] {
  const { schemas } = built as { readonly schemas?: readonly Transformable[] }
  return schemas ?? [built as Transformable]
}

/** AppSync brings scalars and directives itself. */
function definitionsOf(sdl: string): readonly string[] {
  return oracle
    .normaliseSdl(sdl)
    .split('\n\n')
    .map((text) => text.trim())
    .filter((text) => !/^(scalar|directive|schema)/.test(text))
}
