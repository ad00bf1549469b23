import type { Definition, Field } from '../../model/definition.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { fieldReaders } from '../../policy/protected-fields.ts'
import type { Role } from '../../policy/role.ts'
import { exampleValue } from './example-values.ts'
import { admittedBy } from './granted-by.ts'
import type { ProofStep } from './proof.ts'

/** A reader of a model to whom only rules of fields grant it: every other field is then closed to it. */
export function isFieldReader({ model, matrix }: ModelPolicy, role: Role): boolean {
  const unruled = model.fields.filter(({ rules }) => rules.length === 0)
  return (
    !model.rules.includes(role.rule) && !unruled.some(({ name }) => matrix.holds(role, 'get', name))
  )
}

/** The readers of the model who may not read this field. */
export function turnedAway({ matrix }: ModelPolicy, field: string): readonly Role[] {
  const { readers, allowed } = fieldReaders(matrix, field)
  return readers.filter(({ id }) => !allowed.some((role) => role.id === id))
}

/**
 * Who may read the field changes an item, sees null, and reads the value; none where nobody can do both, where the model feeds
 * no subscriptions, and for fields of which no value is known here.
 */
export function nullSteps(
  policy: ModelPolicy,
  field: Field,
  definition: Pick<Definition, 'enums'>,
): readonly ProofStep[] {
  const { model, protectedFields } = policy
  const value = valueOf(field, definition)
  if (!isEmptied(policy, field.name) || value === undefined || model.disabled.includes('get'))
    return []
  for (const reader of protectedFields.get(field.name) ?? []) {
    const operation = changeOf(policy, reader)
    if (operation === undefined) continue
    const { caller, attributes } = admittedBy(reader)
    const stored = {
      [model.name]: [{ ...attributes, [field.name]: attributes[field.name] ?? value }],
    }
    const ask = { model: model.name, input: {}, fields: [field.name] }
    const shown = stored[model.name]?.[0]?.[field.name]
    return [
      {
        caller,
        stored,
        ask: { operation: 'get', ...ask },
        answer: { status: 'ok', shows: { [field.name]: shown } },
      },
      {
        caller,
        ask: { operation, ...ask },
        answer: { status: 'ok', shows: { [field.name]: null } },
      },
    ]
  }
  return []
}

/**
 * Whether mutation results and events have null for the field. Of claims of several parts the API answers the last, and that
 * comes after the guard: the owner is there again (`auth-semantics` §4.8).
 */
export function isEmptied(
  { model, protectedFields, ownerFields }: ModelPolicy,
  field: string,
): boolean {
  const isAnsweredAnew = ownerFields.some(
    ({ name, returnsLastPart }) => name === field && returnsLastPart,
  )
  return model.feedsSubscriptions && protectedFields.has(field) && !isAnsweredAnew
}

function valueOf(field: Field, { enums }: Pick<Definition, 'enums'>): unknown {
  const value = exampleValue(field)
  return (
    value ??
    (field.list === null ? enums.find(({ name }) => name === field.type)?.values[0] : undefined)
  )
}

/** What the role may do to an item without saying anything but its key. */
function changeOf(
  { model, update, ...policy }: ModelPolicy,
  { id }: Role,
): 'update' | 'delete' | undefined {
  const writer = update.find(({ role }) => role.id === id)
  const sendsKey =
    writer?.full === true || model.identifier.every((name) => writer?.allowed.has(name))
  if (sendsKey && !model.disabled.includes('update')) return 'update'
  const deletes = policy.delete.some((role) => role.id === id)
  return deletes && !model.disabled.includes('delete') ? 'delete' : undefined
}
