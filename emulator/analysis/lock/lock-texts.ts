import type { LockDifference } from './compare-locks.ts'

/** A lock file and the definition that it is of, as people read them. */
interface Compared {
  readonly file: string
  readonly source: string
}

/** A difference, and who gained or lost what by it, in sentences. */
export interface SaidDifference extends LockDifference {
  readonly changes?: readonly string[]
}

/** What is said of a lock file that the rules no longer match, a line each. */
export function differenceLines(
  differences: readonly SaidDifference[],
  { file, source }: Compared,
): readonly string[] {
  const count = (lines: (one: LockDifference) => readonly string[]): string => {
    const sum = differences.flatMap(lines).length
    return `${sum} ${sum === 1 ? 'line' : 'lines'}`
  }
  return [
    `${file} does not match ${source}: ${count(({ missing }) => missing)} missing, ${count(({ added }) => added)} new`,
    ...differences.flatMap(({ about, missing, added, changes = [] }) => [
      '',
      `  ${about}`,
      ...missing.map((line) => `  - ${line}`),
      ...added.map((line) => `  + ${line}`),
      ...changes.map((sentence) => `    ${sentence}`),
    ]),
    '',
    'If this is meant, run "amplite matrix --lock" and commit the file; "amplite diff" shows who gained and who lost what.',
  ]
}

/** What is said where there is no lock file. */
export function missingLock(file: string, source: string): string {
  return `no lock file ${file} for ${source}; run "amplite matrix --lock" once and commit it`
}
