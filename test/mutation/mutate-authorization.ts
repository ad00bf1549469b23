import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { equivalentOf, equivalents } from './equivalents.ts'
import { findMutants } from './find-mutants.ts'
import type { Mutant } from './find-mutants.ts'
import { makeWorkingCopy } from './working-copy.ts'
import type { WorkingCopy } from './working-copy.ts'

/**
 * Breaks the authorization code in every way that the operators know, one at a time, and asks whether a test notices:
 * `npm run mutation`, or `npm run mutation -- --fast listen.ts` for the tests of the rules alone and for files with that in
 * their path. Exit code 0 when every mutant is killed, but for those that `equivalents.ts` names.
 */
const root = join(import.meta.dirname, '../..')
const parallel = 2
const isFast = process.argv.includes('--fast')
const [wanted = ''] = process.argv.slice(2).filter((argument) => argument !== '--fast')

const source = 'emulator/authorization'
const mutants = filesIn(source, '.ts')
  .filter((file) => file.includes(wanted))
  .flatMap((file) => findMutants(file, readFileSync(join(root, file), 'utf8')))
print(`${mutants.length} mutants`)

const survivors: Mutant[] = []
const unnoticed = new Set<object>()
const waiting = mutants.values()
await Promise.all(Array.from({ length: parallel }, work))

const stale = equivalents.filter((entry) => entry.file.includes(wanted) && !unnoticed.has(entry))
for (const { file, line, operator, change } of survivors)
  print(`survived: ${file}:${line}  ${operator}: ${change}`)
for (const { file, code, change } of stale)
  print(`not equivalent, or not there: ${file}  ${code}  ${change}`)
const killed = mutants.length - survivors.length - unnoticed.size
print(`${killed} killed, ${survivors.length} survived, ${unnoticed.size} equivalent`)
process.exitCode = survivors.length === 0 && stale.length === 0 ? 0 : 1

/** Takes mutants from the queue until it is empty. */
async function work(): Promise<void> {
  const copy = await makeWorkingCopy(
    root,
    filesIn('test/authorization', '.test.ts'),
    filesIn('test/conformance', '.test.ts'),
  )
  try {
    await mustPass(copy.passesUnitTests)
    if (!isFast) await mustPass(copy.passesConformance)
    for (const mutant of waiting) await examine(mutant, copy)
  } finally {
    await copy.remove()
  }
}

/** The cases around the whole server are slow, and asked only about what the fast tests let pass. */
async function examine(mutant: Mutant, copy: WorkingCopy): Promise<void> {
  if (!(await copy.whileBroken(mutant, copy.passesUnitTests))) return
  const equivalent = equivalentOf(mutant)
  if (equivalent !== undefined) {
    unnoticed.add(equivalent)
    return
  }
  if (isFast || (await copy.whileBroken(mutant, copy.passesConformance))) survivors.push(mutant)
}

async function mustPass(tests: () => Promise<boolean>): Promise<void> {
  if (!(await tests())) throw new Error('the tests fail although nothing is broken yet')
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .toSorted()
    .map((file) => join(folder, file))
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
