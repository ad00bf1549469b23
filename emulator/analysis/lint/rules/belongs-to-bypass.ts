import { ruleText } from '../../../authorization/rule-text.ts'
import type { Field } from '../../../model/definition.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import { claimParts, isItemRole } from '../../../policy/role.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { exampleKey } from '../example-values.ts'
import { mayReadField } from '../field-readers.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import type { ProofCaller, ProofStep } from '../proof.ts'

/** A relation does not hold an owner who is part of the key against the caller (`auth-semantics` §4.9, case 82). */
export const belongsToBypass: LintRule = {
  id: 'belongs-to-bypass',
  severity: 'error',
  kind: 'wider',
  title: 'A relation shows items of others whose owner is part of their key',
  help: 'Where the owner field is part of the primary key, AWS looks for it among the arguments of the query. A `belongsTo` or `hasOne` has none, and lets every caller pass who has the claim at all. Use a key that is not the owner, and an owner field beside it.',
  find: (subject) =>
    [...subject.policy.models.values()].flatMap((policy) =>
      policy.model.fields.flatMap((field) => findingOf(subject, policy, field)),
    ),
}

/** A relation, and by whom it can be followed to items of others. */
interface Bypass {
  readonly policy: ModelPolicy
  readonly related: ModelPolicy
  readonly field: Field
  /** Who holds the key of what is related. */
  readonly role: ItemRole
  /** By which role the item with the relation is given. */
  readonly reader: Role
}

function findingOf(subject: LintSubject, policy: ModelPolicy, field: Field): readonly Finding[] {
  const related = subject.policy.models.get(field.type)
  const kind = field.relation?.kind
  if (related === undefined || (kind !== 'belongsTo' && kind !== 'hasOne')) return []
  const role = related.relation.filter(isItemRole).find((one) => isBypassed(related, one))
  const reader = policy.get.find(
    (one) => one.mode === role?.mode && mayReadField(policy, one, field.name),
  )
  if (role === undefined || reader === undefined || policy.model.disabled.includes('get')) return []
  const about = `${policy.model.name}.${field.name}`
  return [
    {
      message: `whoever has ${claimParts(role.claim).join(' and ')} is shown the ${field.type} of others through ${about}: ${ruleText(role.rule)} is about the key of ${field.type}, and relations do not check it`,
      fix: `give ${field.type} a key that is not its owner, and an owner field beside it: ${ruleText({ ...role.rule, ownerField: 'owner' })}`,
      about,
      ...atRule(role.rule),
      proof: { kind: 'steps', steps: stepsOf({ policy, related, field, role, reader }) },
    },
  ]
}

/** Whether nothing else stands in the way of somebody who has just the claim of this role. */
function isBypassed({ model, relation }: ModelPolicy, role: ItemRole): boolean {
  const isKey = (field: string): boolean => model.identifier.includes(field)
  const claims = claimParts(role.claim)
  const filters = relation
    .filter(isItemRole)
    .filter((one) => one.mode === role.mode && !isKey(one.field))
    .filter(({ claim }) => claimParts(claim).some((part) => claims.includes(part)))
  return isKey(role.field) && filters.length === 0 && broadRole(relation, role) === undefined
}

function stepsOf({ policy, related, field, role, reader }: Bypass): readonly ProofStep[] {
  const theirs = admittedBy(role, 'alice')
  const found = { ...exampleKey(related.model, theirs.attributes), ...theirs.attributes }
  const own = admittedBy(reader, 'bob')
  const holder = { ...exampleKey(policy.model, own.attributes), ...own.attributes }
  const caller = joined(own.caller, admittedBy(role, 'bob').caller)
  const { identifier } = related.model
  const { kind, references = [] } = field.relation ?? {}
  const refer = (from: readonly string[], to: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(references.map((name, at) => [name, to[from[at] ?? '']]))
  const stored =
    kind === 'belongsTo'
      ? { [policy.model.name]: [{ ...holder, ...refer(identifier, found) }], [field.type]: [found] }
      : {
          [policy.model.name]: [holder],
          [field.type]: [{ ...found, ...refer(policy.model.identifier, holder) }],
        }
  const key = exampleKey(related.model, found)
  const follow = { relation: field.name, fields: identifier }
  return [
    {
      caller,
      stored,
      ask: { operation: 'get', model: field.type, input: key },
      answer: { status: 'refused' },
    },
    {
      caller,
      ask: { operation: 'get', model: policy.model.name, input: {}, fields: [], follow },
      answer: { status: 'ok', shows: { [field.name]: key } },
    },
  ]
}

function joined(one: ProofCaller, other: ProofCaller): ProofCaller {
  if (!('claims' in one && 'claims' in other)) return one
  return { ...one, claims: { ...one.claims, ...other.claims } }
}
