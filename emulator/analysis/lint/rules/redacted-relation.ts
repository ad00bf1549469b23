import type { Field } from '../../../model/definition.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { exampleKey } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Admitted } from '../granted-by.ts'
import { joinedCaller } from '../joined-caller.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { ownModels } from '../own-requests.ts'
import type { ProofStep } from '../proof.ts'

/** A relation that mutation results leave out, for those who may see it too (`auth-semantics` case 81). */
export const redactedRelation: LintRule = {
  id: 'redacted-relation',
  severity: 'note',
  kind: 'narrower',
  title: 'A relation is empty in mutation results',
  help: 'Subscribers receive what a mutation answers. Where AWS cannot tell that all of them may see the other side of a relation, it leaves it out of the answer, without an error. Query it after the mutation.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.model.fields
        .filter(({ name }) => policy.redactedRelations.has(name))
        .flatMap((field) => findingOf(subject, policy, field)),
    ),
}

function findingOf({ policy }: LintSubject, near: ModelPolicy, field: Field): readonly Finding[] {
  const far = policy.models.get(field.type)
  const steps = far === undefined ? [] : stepsOf(near, far, field)
  if (steps.length === 0) return []
  const { model } = near
  const place = field.rules[0]?.place ?? model.place
  const about = `${model.name}.${field.name}`
  return [
    {
      message: `${about} is ${field.list === null ? 'null' : 'empty'} in mutation results, without an error: AWS cannot tell that every subscriber of ${model.name} may see ${field.type}`,
      fix: `query ${about} after a mutation`,
      about,
      ...(place === undefined ? {} : { place }),
      proof: { kind: 'steps', steps },
    },
  ]
}

/** The same item, followed by a query and by an update. */
function stepsOf(near: ModelPolicy, far: ModelPolicy, field: Field): readonly ProofStep[] {
  const both = bothEnds(near, far, field)
  if (both === undefined || near.model.disabled.some((name) => name === 'update' || name === 'get'))
    return []
  const { caller, nearItem, farItem, key } = both
  const follow = { relation: field.name, fields: far.model.identifier }
  const ask = { model: near.model.name, input: {}, fields: [], follow }
  const isOne = field.list === null
  const stored =
    near.model.name === far.model.name
      ? { [near.model.name]: [nearItem, farItem] }
      : { [near.model.name]: [nearItem], [far.model.name]: [farItem] }
  return [
    {
      caller,
      stored,
      ask: { operation: 'get', ...ask },
      answer: { status: 'ok', shows: { [field.name]: isOne ? key : { items: [key] } } },
    },
    {
      caller,
      ask: { operation: 'update', ...ask },
      answer: { status: 'ok', shows: { [field.name]: isOne ? null : { items: [] } } },
    },
  ]
}

interface BothEnds {
  readonly caller: Admitted['caller']
  readonly nearItem: Admitted['attributes']
  readonly farItem: Admitted['attributes']
  /** Of the far item. */
  readonly key: Admitted['attributes']
}

/** Somebody who may change the near item and read the far one. */
function bothEnds(near: ModelPolicy, far: ModelPolicy, field: Field): BothEnds | undefined {
  for (const role of changers(near, field)) {
    for (const reader of readersFor(far, role)) {
      const one = admittedBy(role)
      const other = admittedBy(reader)
      const caller = joinedCaller(one.caller, other.caller)
      const linked = linkedItems(near, far, { field, near: one.attributes, far: other.attributes })
      if (caller !== undefined && linked !== undefined) return { caller, ...linked }
    }
  }
  return undefined
}

/** Who may update the model, get it, and read the field. */
function changers(
  { update, get, model, protectedFields }: ModelPolicy,
  field: Field,
): readonly Role[] {
  const allowed = protectedFields.get(field.name) ?? get
  return update
    .filter(
      ({ full, ...writer }) => full || model.identifier.every((name) => writer.allowed.has(name)),
    )
    .map(({ role }) => role)
    .filter(({ id }) => allowed.some((role) => role.id === id))
}

function readersFor({ relation }: ModelPolicy, { id, mode }: Role): readonly Role[] {
  const same = relation.filter((role) => role.mode === mode)
  return same.toSorted((one, other) => Number(other.id === id) - Number(one.id === id))
}

interface Ends {
  readonly field: Field
  readonly near: Admitted['attributes']
  readonly far: Admitted['attributes']
}

/** The child holds its parent's key; undefined where roles look at what links the two. */
function linkedItems(
  near: ModelPolicy,
  far: ModelPolicy,
  ends: Ends,
): Omit<BothEnds, 'caller'> | undefined {
  const { relation } = ends.field
  const isSame = near.model.name === far.model.name
  const nearKey = exampleKey(near.model, ends.near)
  const farKey = isSame ? otherKey(nearKey) : exampleKey(far.model, ends.far)
  const isChildNear = relation?.kind === 'belongsTo'
  const [parent, key] = isChildNear ? [far.model, farKey] : [near.model, nearKey]
  const links = Object.fromEntries(
    (relation?.references ?? []).map((name, at) => [name, key[parent.identifier[at] ?? '']]),
  )
  const child = isChildNear ? { ...ends.near, ...nearKey } : { ...ends.far, ...farKey }
  if (Object.entries(links).some(([name, value]) => name in child && child[name] !== value))
    return undefined
  return {
    nearItem: { ...ends.near, ...nearKey, ...(isChildNear ? links : {}) },
    farItem: { ...ends.far, ...farKey, ...(isChildNear ? {} : links) },
    key: farKey,
  }
}

/** Of a model that is related to itself. */
function otherKey(key: Admitted['attributes']): Admitted['attributes'] {
  return Object.fromEntries(
    Object.entries(key).map(([name, value]) => [name, value === '1' ? '2' : value]),
  )
}
