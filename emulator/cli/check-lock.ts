import { readFile } from 'node:fs/promises'

import { entriesOf } from '../analysis/diff-entries.ts'
import { lockDifferences } from '../analysis/lock/lock-differences.ts'
import type { AccessDifference } from '../analysis/lock/lock-differences.ts'
import { lockOf, lockText } from '../analysis/lock/lock-file.ts'
import { differenceLines, missingLock } from '../analysis/lock/lock-texts.ts'
import type { SaidDifference } from '../analysis/lock/lock-texts.ts'
import { parseLock } from '../analysis/lock/parse-lock.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { changeSentences } from './change-sentence.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import type { Output } from './output.ts'

/** What is checked. */
export interface LockCheck {
  readonly version: LoadedPolicy
  /** Absolute path of the lock file. */
  readonly file: string
  readonly json: boolean
  /** Whether the text must be the same to the byte, too. */
  readonly format: boolean
  readonly callers: readonly KnownCaller[]
}

/**
 * `amplite matrix --check`: does the lock file say what the rules decide? Every case that either can tell apart is asked of
 * both, so that another order or another wording of the same access is no difference.
 */
export async function checkLock(check: LockCheck, output: Output): Promise<ExitCode> {
  const { version, file, json, format, callers } = check
  const source = placeText(version.definition.file)
  const text = await readLock(file, source)
  const written = parseLock(text, placeText(file))
  const differences = lockDifferences(written, version).map((one) => said(one, callers))
  const isWritten = !format || text === lockText(lockOf(version), source)
  const isEqual = differences.length === 0 && isWritten

  const named = { file: placeText(file), source }
  if (json) output.line(JSON.stringify({ file, equal: isEqual, differences }))
  else if (differences.length > 0)
    for (const line of differenceLines(differences, named)) output.line(line)
  else if (isWritten)
    output.line(`${named.file} is what ${source} decides: ${written.facts.length} facts`)
  else
    output.line(
      `${named.file} is what ${source} decides, but is not written as "amplite matrix --lock" writes it`,
    )
  return isEqual ? exitCodes.fine : exitCodes.findings
}

/** A difference, with a sentence for each change, each with its place. */
function said(
  { about, missing, added, changes }: AccessDifference,
  callers: readonly KnownCaller[],
): SaidDifference {
  const sentences = entriesOf({ compared: 0, changes }).flatMap((entry) => {
    const place = entry.place === undefined ? '' : `  ${placeText(entry.place)}`
    return changeSentences(entry, callers).map((sentence) => `${sentence}${place}`)
  })
  return { about, missing, added, changes: sentences }
}

async function readLock(file: string, source: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EmulatorError('USAGE', missingLock(placeText(file), source), { cause })
  })
}
