import { readFile } from 'node:fs/promises'

import { compareLocks } from '../analysis/lock/compare-locks.ts'
import { differenceLines, missingLock } from '../analysis/lock/lock-texts.ts'
import { lockOf } from '../analysis/lock/lock-file.ts'
import { parseLock } from '../analysis/lock/parse-lock.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import type { Output } from './output.ts'

/** What is checked. */
export interface LockCheck {
  readonly version: LoadedPolicy
  /** Absolute path of the lock file. */
  readonly file: string
  readonly json: boolean
}

/** `amplite matrix --check`: does the lock file say what the rules decide? */
export async function checkLock(
  { version, file, json }: LockCheck,
  output: Output,
): Promise<ExitCode> {
  const source = placeText(version.definition.file)
  const written = parseLock(await readLock(file, source), placeText(file))
  const differences = compareLocks(written, lockOf(version))
  const isEqual = differences.length === 0
  if (json) output.line(JSON.stringify({ file, equal: isEqual, differences }))
  else if (isEqual)
    output.line(`${placeText(file)} is what ${source} decides: ${written.facts.length} facts`)
  else
    for (const line of differenceLines(differences, { file: placeText(file), source }))
      output.line(line)
  return isEqual ? exitCodes.fine : exitCodes.findings
}

async function readLock(file: string, source: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EmulatorError('USAGE', missingLock(placeText(file), source), { cause })
  })
}
