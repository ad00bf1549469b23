import { readFile } from 'node:fs/promises'

import type { ConfigurationChange } from '../analysis/configuration-diff.ts'
import { lockOf } from '../analysis/lock/lock-file.ts'
import type { Lock } from '../analysis/lock/lock-file.ts'
import { parseLock } from '../analysis/lock/parse-lock.ts'
import type { Version } from '../analysis/sides.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError, messageOf } from '../errors.ts'

/** A lock file as the older side of a comparison. */
export interface LockBase {
  /** As it was named. */
  readonly name: string
  readonly lock: Lock
}

/** The lock file that a word names; throws USAGE where there is none that can be read. */
export async function lockBase(name: string): Promise<LockBase> {
  const text = await readFile(name, 'utf8').catch((cause: unknown) => {
    throw new EmulatorError(
      'USAGE',
      `no lock file "${name}": ${messageOf(cause)}; "amplite matrix --lock ${name}" writes one`,
      { cause },
    )
  })
  return { name, lock: parseLock(text, placeText(name)) }
}

/** What differs beside the rules, in the words of the lock's head. */
export function diffSettings({ settings }: Lock, head: Version): readonly ConfigurationChange[] {
  const now = lockOf(head).settings
  const names = new Set([...settings, ...now].map(settingName))
  return [...names]
    .map((setting) => ({
      setting,
      before: valueOf(setting, settings),
      after: valueOf(setting, now),
    }))
    .filter(({ before, after }) => before !== after)
}

function settingName(line: string): string {
  return line.split(' ')[0] ?? line
}

function valueOf(setting: string, lines: readonly string[]): string | undefined {
  return lines.find((line) => settingName(line) === setting)?.slice(setting.length + 1)
}

/** What a report says of a base that is a lock file. */
export const lockLimits =
  'the base is a lock file: nothing was run on its side; it is exact for every role and field that it names, and says nothing of items that are not there, of new fields where all may be written, or of whether what is not listed was refused or hidden'
