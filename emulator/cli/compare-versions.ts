import { diffAccess } from '../analysis/access-diff.ts'
import { diffConfiguration } from '../analysis/configuration-diff.ts'
import { likelyRenames } from '../analysis/likely-renames.ts'
import { diffLock } from '../analysis/lock/diff-lock.ts'
import { renameInLock } from '../analysis/lock/rename-in-lock.ts'
import { lostDeletes } from '../analysis/lost-deletes.ts'
import { renameIn } from '../analysis/rename.ts'
import type { Rename } from '../analysis/rename.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { policyOf } from '../load-policy.ts'
import { tryDiff } from '../trial/try-diff.ts'
import type { NamedVersion } from './base-version.ts'
import type { DiffReport } from './diff-report.ts'
import { diffSettings } from './lock-base.ts'
import type { LockBase } from './lock-base.ts'
import { refuseUnknown } from './parse-renames.ts'

/** What a report of a comparison holds, whatever the base is. */
export type Comparison = Omit<DiffReport, 'base' | 'head' | 'placeOf'>

/** How it is made. */
export interface Comparing {
  readonly head: NamedVersion
  readonly callers: readonly KnownCaller[]
  readonly renames: readonly Rename[]
}

/** Two definitions; every change is tried on both. */
export async function compareVersions(
  before: NamedVersion,
  { head, callers, renames }: Comparing,
): Promise<Comparison> {
  const base = renames.reduce((version, rename) => renamedVersion(version, rename, head), before)
  const diff = diffAccess(base, head)
  return {
    compared: diff.compared,
    models: new Set([...base.policy.models.keys(), ...head.policy.models.keys()]).size,
    entries: await tryDiff(diff, { versions: [base, head], callers }),
    configuration: diffConfiguration(base.definition.modes, head.definition.modes),
    lostDeletes: lostDeletes(base, head),
    renames: likelyRenames(base, head),
  }
}

/** A lock file and a definition; every change is tried on the definition. */
export async function compareWithLock(
  { lock: before }: LockBase,
  { head, callers, renames }: Comparing,
): Promise<Comparison> {
  const lock = renames.reduce((found, rename) => {
    const models = [...new Set(found.facts.map(({ subject }) => subject))]
    refuseUnknown(rename, { models, fieldsOf: () => undefined })
    return renameInLock(found, rename)
  }, before)
  const diff = diffLock(lock, head)
  const names = lock.facts.filter(({ question }) => !question.startsWith('call '))
  return {
    compared: diff.compared,
    models: new Set([...names.map(({ subject }) => subject), ...head.policy.models.keys()]).size,
    entries: await tryDiff(diff, { versions: [head], callers }),
    configuration: diffSettings(lock, head),
    lostDeletes: [],
    renames: [],
    isFromLock: true,
  }
}

function renamedVersion(
  { definition, ...base }: NamedVersion,
  rename: Rename,
  head: NamedVersion,
): NamedVersion {
  const { models } = definition
  refuseUnknown(rename, {
    models: models.map(({ name }) => name),
    fieldsOf: (model) => models.find(({ name }) => name === model)?.fields.map(({ name }) => name),
  })
  // What is built of the definition is built anew.
  return { ...base, schema: undefined, ...policyOf(renameIn(definition, rename, head.definition)) }
}
