import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { lockDifferences } from '../analysis/lock/lock-differences.ts'
import type { AccessDifference } from '../analysis/lock/lock-differences.ts'
import { differenceLines, missingLock } from '../analysis/lock/lock-texts.ts'
import { parseLock } from '../analysis/lock/parse-lock.ts'
import type { PersonaTable } from '../analysis/table/persona-table.ts'
import { tableLines, tableMarkdown } from '../analysis/table/table-text.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { tellMutate } from '../mutant-report.ts'
import { personaMatrix } from '../trial/persona-matrix.ts'
import type { World } from '../world.ts'
import { AccessError } from './access-error.ts'

/** What of the rules to look at; by default all of them. */
export interface MatrixOptions<Model extends string = string> {
  /** One model alone. */
  readonly model?: Model
  /** The rows of these personas alone; a lock file knows no personas. */
  readonly personas?: readonly string[]
}

/** Who may do what by the rules, as `amplite matrix` shows it. */
export interface Matrix {
  /** Tables in columns, for reading. */
  text(): string
  /** The same tables as Markdown. */
  markdown(): string
  /**
   * Holds the rules against a lock file, as `amplite matrix --check` does. Throws an `AccessError` (`LOCK_DIFFERS`) with the lines that
   * differ, and an `EmulatorError` where there is no such file or it is none.
   */
  check(file?: string): void
}

/** The matrix of a world's definition; throws an `EmulatorError` for a model or persona that there is not. */
export function createMatrix(
  world: Pick<World, 'definition' | 'policy' | 'personas'>,
  { model, personas = [] }: MatrixOptions = {},
): Matrix {
  const version = { definition: world.definition(), policy: world.policy() }
  // A suite that looks at the rules themselves may notice a mutant that no request of its own does.
  tellMutate('looked', version.definition.file)
  const models = model === undefined ? [] : [model]
  const tables = personaMatrix(version, world.personas(), { models, personas })
  return {
    text: () => tables.map((table) => tableLines(table).join('\n')).join('\n\n'),
    markdown: () => tables.map(tableMarkdown).join('\n\n'),
    check: function check(file = 'authz.lock') {
      const lines = differencesFrom(
        resolve(file),
        version,
        models.length === 0 ? undefined : tables,
      )
      if (lines.length === 0) return
      const error = new AccessError('LOCK_DIFFERS', lines.join('\n'))
      Error.captureStackTrace(error, check)
      throw error
    },
  }
}

/** Read at once, so that nobody can forget to wait for the answer. */
function differencesFrom(
  file: string,
  version: LoadedPolicy,
  only: readonly PersonaTable[] | undefined,
): readonly string[] {
  const source = placeText(version.definition.file)
  const written = parseLock(readLock(file, source), placeText(file))
  const differences = lockDifferences(written, version).filter((one) => isAmong(one, only))
  if (differences.length === 0) return []
  const texts = differences.map(({ about, missing, added }) => ({ about, missing, added }))
  return differenceLines(texts, { file: placeText(file), source })
}

/** Whether a difference is about these tables; about anything where none are named. */
function isAmong(
  { subject }: AccessDifference,
  only: readonly PersonaTable[] | undefined,
): boolean {
  if (only === undefined) return true
  return only.some(({ subjects }) => subject !== undefined && subjects.includes(subject))
}

function readLock(file: string, source: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new EmulatorError('USAGE', missingLock(placeText(file), source), { cause })
  }
}
