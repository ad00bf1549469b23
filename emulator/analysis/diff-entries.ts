import type { Mode } from '../model/modes.ts'
import type { Place } from '../model/definition.ts'
import type { AccessChange, AccessDiff, ChangedPath } from './access-diff.ts'
import type { Wanted } from './witness.ts'

/** One line of a report: whose access to what changed, under which conditions. */
export interface DiffEntry {
  readonly change: AccessChange['change']
  readonly subject: string
  readonly mode: Mode
  /** What of the subject: `read ssn`, `set name` …; those that changed under the same conditions stand together. */
  readonly capabilities: readonly string[]
  /** Conditions on the caller, and on everything else. */
  readonly who: readonly string[]
  readonly on: readonly string[]
  /** Where the rule is written that grants it, in the version that does. */
  readonly place?: Place
  /** One for each capability: of these a witness is to be found. */
  readonly wanted: readonly Wanted[]
}

/** The changes as they are reported; what changed under the same conditions is one entry. */
export function entriesOf({ changes }: AccessDiff): readonly DiffEntry[] {
  const entries = new Map<string, DiffEntry>()
  for (const change of changes) {
    for (const path of change.paths) {
      const entry = entryOf(change, path)
      const { subject, mode, who, on } = entry
      const alike = JSON.stringify([entry.change, subject, mode, who, on])
      const before = entries.get(alike)
      entries.set(alike, before === undefined ? entry : joined(before, entry))
    }
  }
  return [...entries.values()].toSorted((one, other) => order(one) - order(other))
}

function joined(before: DiffEntry, more: DiffEntry): DiffEntry {
  return {
    ...before,
    capabilities: [...before.capabilities, ...more.capabilities],
    wanted: [...before.wanted, ...more.wanted],
  }
}

function order({ change }: DiffEntry): number {
  return ['gained', 'lost', 'shape'].indexOf(change)
}

function entryOf(change: AccessChange, { when, cells }: ChangedPath): DiffEntry {
  const { subject, study, mode, capability } = change
  const isAboutCaller = (condition: string): boolean => condition.startsWith('caller ')
  const place = placeOf(change, cells)
  return {
    change: change.change,
    subject: subject.name,
    mode,
    capabilities: [capability],
    who: when.filter(isAboutCaller),
    on: when.filter((condition) => !isAboutCaller(condition)),
    wanted: [{ subject, study, mode, capability, cells }],
    ...(place === undefined ? {} : { place }),
  }
}

/** The rule of the first role that lets these callers through, in the version that does. */
function placeOf(
  { change, subject, study, mode }: AccessChange,
  [cell]: ChangedPath['cells'],
): Place | undefined {
  const at = change === 'lost' ? 0 : 1
  const side = subject.sides[at]
  if (side === undefined) return undefined
  const roles = study.roles(side).filter((role) => role.mode === mode)
  const through = cell?.answers[at]?.observations.find(({ saw }) => isThrough.test(saw))
  const role = roles.find(({ id }) => id === through?.role.id) ?? roles[0]
  return role?.rule.place
}

const isThrough = /^(?:granted|fills-owner|hit)\b/
