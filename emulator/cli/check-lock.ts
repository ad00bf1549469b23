import { readFile } from 'node:fs/promises'

import { entriesOf } from '../analysis/diff-entries.ts'
import { compareLocks } from '../analysis/lock/compare-locks.ts'
import type { LockDifference } from '../analysis/lock/compare-locks.ts'
import { diffLock } from '../analysis/lock/diff-lock.ts'
import { lockOf, lockText } from '../analysis/lock/lock-file.ts'
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

/** One question about which the file says something else than the rules. */
interface Finding extends LockDifference {
  /** Who gained or lost what by it. */
  readonly changes: readonly string[]
}

/**
 * `amplite matrix --check`: does the lock file say what the rules decide? Every case that either can tell apart is asked of
 * both, so that another order or another wording of the same access is no difference.
 */
export async function checkLock(check: LockCheck, output: Output): Promise<ExitCode> {
  const { version, file, json, format } = check
  const source = placeText(version.definition.file)
  const text = await readLock(file, source)
  const written = parseLock(text, placeText(file))
  const computed = lockOf(version)
  const findings = findingsOf(check, written, computed)
  const isWritten = !format || text === lockText(computed, source)
  const isEqual = findings.length === 0 && isWritten

  if (json) output.line(JSON.stringify({ file, equal: isEqual, differences: findings }))
  else if (isEqual)
    output.line(`${placeText(file)} is what ${source} decides: ${written.facts.length} facts`)
  else if (findings.length === 0)
    output.line(
      `${placeText(file)} is what ${source} decides, but is not written as "amplite matrix --lock" writes it`,
    )
  else for (const line of findingLines(findings, { file, source })) output.line(line)
  return isEqual ? exitCodes.fine : exitCodes.findings
}

/** Text that differs is looked into: only where an answer differs, too, is it a finding. */
function findingsOf(
  { version, callers }: LockCheck,
  written: ReturnType<typeof parseLock>,
  computed: ReturnType<typeof lockOf>,
): readonly Finding[] {
  const texts = compareLocks(written, computed)
  if (texts.length === 0) return []
  const diff = diffLock(written, version)
  const sentences = new Map<string, string[]>()
  for (const change of diff.changes) {
    const about = `${change.subject.name}  ${change.study.name}  ${change.mode}`
    const found = sentences.get(about) ?? []
    sentences.set(about, found)
    for (const entry of entriesOf({ ...diff, changes: [change] })) {
      const place = entry.place === undefined ? '' : `  ${placeText(entry.place)}`
      found.push(...changeSentences(entry, callers).map((sentence) => `${sentence}${place}`))
    }
  }
  const settings = texts.filter(({ about }) => about === 'settings')
  return [
    ...settings.map((one) => ({ ...one, changes: [] })),
    ...[...sentences].map(([about, changes]) => ({
      ...(texts.find((one) => one.about === about) ?? { about, missing: [], added: [] }),
      changes,
    })),
  ]
}

async function readLock(file: string, source: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new EmulatorError(
      'USAGE',
      `no lock file ${placeText(file)} for ${source}; run "amplite matrix --lock" once and commit it`,
      { cause },
    )
  })
}

function findingLines(
  findings: readonly Finding[],
  { file, source }: { readonly file: string; readonly source: string },
): readonly string[] {
  const count = (lines: (one: Finding) => readonly string[]): string => {
    const sum = findings.flatMap(lines).length
    return `${sum} ${sum === 1 ? 'line' : 'lines'}`
  }
  return [
    `${placeText(file)} does not match ${source}: ${count(({ missing }) => missing)} missing, ${count(({ added }) => added)} new`,
    ...findings.flatMap(({ about, missing, added, changes }) => [
      '',
      `  ${about}`,
      ...missing.map((line) => `  - ${line}`),
      ...added.map((line) => `  + ${line}`),
      ...changes.map((sentence) => `    ${sentence}`),
    ]),
    '',
    'If this is meant, run "amplite matrix --lock" and commit the file; "amplite diff" shows it for the pull request.',
  ]
}
