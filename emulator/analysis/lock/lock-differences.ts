import type { AccessChange, AccessDiff } from '../access-diff.ts'
import type { Version } from '../sides.ts'
import { compareLocks } from './compare-locks.ts'
import type { LockDifference } from './compare-locks.ts'
import { diffLock } from './diff-lock.ts'
import { lockOf } from './lock-file.ts'
import type { Lock } from './lock-file.ts'

/** One question about which a lock file says something else than the rules. */
export interface AccessDifference extends LockDifference {
  readonly subject?: string
  /** Who gained or lost what by it; of settings nothing. */
  readonly changes: readonly AccessChange[]
}

/** Text that differs is looked into, case by case: only where an answer differs, too, does the lock file not match. */
export function lockDifferences(written: Lock, version: Version): readonly AccessDifference[] {
  const texts = compareLocks(written, lockOf(version))
  if (texts.length === 0) return []
  const settings = texts
    .filter(({ about }) => about === 'settings')
    .map((text) => ({ ...text, changes: [] }))
  const changed = byQuestion(diffLock(written, version)).map(([about, changes]) => {
    const text = texts.find((one) => one.about === about) ?? { about, missing: [], added: [] }
    const [first] = changes
    return { ...text, changes, ...(first === undefined ? {} : { subject: first.subject.name }) }
  })
  return [...settings, ...changed]
}

function byQuestion({
  changes,
}: AccessDiff): readonly (readonly [string, readonly AccessChange[]])[] {
  const found = new Map<string, AccessChange[]>()
  for (const change of changes) {
    const about = `${change.subject.name}  ${change.study.name}  ${change.mode}`
    found.set(about, [...(found.get(about) ?? []), change])
  }
  return [...found]
}
