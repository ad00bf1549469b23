import { modeOf } from '../../model/rule.ts'
import { compilePolicy } from '../../policy/compile-policy.ts'
import type { OwnerField } from '../../policy/owner-fields.ts'
import { rolesOfRule } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import { changesAccess } from '../access-diff.ts'
import { affectedBy } from '../affected-by.ts'
import type { Version } from '../sides.ts'
import type { Witness } from '../witness.ts'
import { withRules, withoutRule, writtenRules } from '../written-rules.ts'
import type { WrittenRule } from '../written-rules.ts'
import { grantedRequests } from './granted-requests.ts'
import type { LintSubject } from './lint-subject.ts'

/** A rule that could be deleted without anybody gaining or losing access. */
export interface NeedlessRule {
  readonly written: WrittenRule
  /** The definition without it. */
  readonly without: Version
  /** One request for each question that it grants, answered alike without it; none of a custom operation. */
  readonly witnesses: readonly Witness[]
  readonly roles: readonly Role[]
  /** Roles that let the same requests through. */
  readonly broader: readonly Role[]
  /** Whether items that are created get an owner by it. */
  readonly isFilling: boolean
  /** Whether its owner field is there by it alone. */
  readonly isField: boolean
}

/** Every rule that decides nothing; all of them could be deleted together, so of two that say the same it is one. */
export function needlessRules(subject: LintSubject): readonly NeedlessRule[] {
  const found: NeedlessRule[] = []
  for (const written of subject.rules.toReversed()) {
    const before = found.filter((one) => one.written.holder === written.holder)
    if (written.rule.operations?.length === 0 || subject.without(written).decides) continue
    if (before.length > 0 && !staysNeedless(subject, written, before)) continue
    const needless = describe(subject, written)
    if (needless !== undefined) found.push(needless)
  }
  return found.toReversed()
}

/** Whether it decides nothing, too, where those are gone that were found before it. */
function staysNeedless(
  linted: LintSubject,
  written: WrittenRule,
  before: readonly NeedlessRule[],
): boolean {
  const gone = new Set(before.map((one) => one.written.rule))
  const { holder, rule } = written
  const left = withRules(linted.definition, holder, (rules) =>
    rules.filter((one) => !gone.has(one)),
  )
  const again = writtenRules(left).find((one) => one.holder === holder && one.rule === rule)
  if (again === undefined) return false
  const after = withoutRule(left, again)
  const version = { definition: after, policy: compilePolicy(after) }
  const affected = affectedBy(holder, linted.definition)
  return !changesAccess(linted, version, (name) => affected?.has(name) === true)
}

function describe(subject: LintSubject, written: WrittenRule): NeedlessRule | undefined {
  const { version, diff } = subject.without(written)
  const granted = grantedRequests([subject, version], written)
  const left = version.policy.operations.get(written.holder)
  if (granted.length === 0 && left === undefined) return undefined
  const mode = modeOf(written.rule.provider)
  return {
    written,
    without: version,
    witnesses: granted.map(({ witness }) => witness),
    roles: rolesOfRule(written.rule, () => false),
    broader: [
      ...granted.flatMap(({ broader = [] }) => broader),
      ...(left?.roles?.filter((role) => role.mode === mode) ?? []),
    ],
    isFilling: diff.changes.some(({ study }) => study.name === 'create'),
    isField: addedOwners(version, written).length < addedOwners(subject, written).length,
  }
}

/** Owner fields that AWS adds to the type. */
function addedOwners({ policy }: Version, { holder }: WrittenRule): readonly OwnerField[] {
  const [model = ''] = holder.split('.')
  return policy.models.get(model)?.ownerFields.filter(({ declared }) => !declared) ?? []
}
