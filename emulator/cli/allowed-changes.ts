import { readFile } from 'node:fs/promises'

import { placeText } from '../definition/place-text.ts'
import { EmulatorError, messageOf } from '../errors.ts'
import type { DiffEntry } from '../analysis/diff-entries.ts'

/** One reviewed exception of `--allow`: a change that does not count at the gate. */
export interface AllowedChange {
  /** The line up to its reason, in the one form in which lines are compared. */
  readonly change: string
  readonly reason: string
  /** Where it stands. */
  readonly place: string
}

/** Reads a file of exceptions; throws USAGE for a line that is none, or that gives no reason. */
export async function readAllowed(file: string): Promise<readonly AllowedChange[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw usage(`--allow "${file}" cannot be read: ${messageOf(cause)}`, cause)
  })
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    return [parseLine(line, `${placeText(file)}:${at + 1}`)]
  })
}

const written = /^(?<change>(?:gained|lost|shape) .+?)\s+=> (?<reason>.*\S)\s*$/

function parseLine(line: string, place: string): AllowedChange {
  const { change, reason } = written.exec(line)?.groups ?? {}
  if (change === undefined || reason === undefined)
    throw usage(
      `${place}: "${line}" is no exception with a reason, as in "gained  Employee  read ssn  oidc  always  => reviewed by carol"`,
    )
  return { change: squeezed(change), reason, place }
}

/** How a change is written in such a file, up to its reason; one for each capability. */
export function changeLines({
  change,
  subject,
  mode,
  capabilities,
  who,
  on,
}: DiffEntry): readonly string[] {
  const when = [...who, ...on].join('; ') || 'always'
  return capabilities.map((capability) => [change, subject, capability, mode, when].join('  '))
}

/** Changes that no exception covers, and exceptions that cover no change. */
export function heldAgainst(
  entries: readonly DiffEntry[],
  allowed: readonly AllowedChange[],
): { readonly open: readonly DiffEntry[]; readonly idle: readonly AllowedChange[] } {
  const known = new Set(allowed.map(({ change }) => change))
  const all = new Set(entries.flatMap(changeLines).map(squeezed))
  return {
    open: entries.filter((entry) => changeLines(entry).some((line) => !known.has(squeezed(line)))),
    idle: allowed.filter(({ change }) => !all.has(change)),
  }
}

function squeezed(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}

function usage(message: string, cause?: unknown): EmulatorError {
  return new EmulatorError('USAGE', message, { cause })
}
