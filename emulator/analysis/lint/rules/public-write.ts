import { ruleText } from '../../../authorization/rule-text.ts'
import type { Rule } from '../../../model/rule.ts'
import type { Item } from '../../../model/item.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule, withoutOperations } from '../about-rule.ts'
import { canCreate } from '../create-input.ts'
import { exampleValue } from '../example-values.ts'
import { callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** Writing without signing in. */
export const publicWrite: LintRule = {
  id: 'public-write',
  severity: 'error',
  kind: 'wider',
  title: 'Anybody can write without signing in',
  help: "An API key is in every copy of the app, and guest credentials are handed to whoever asks. A rule without `.to([…])` lets all of them create, change and delete every item. Write `.to(['read'])`, and let those who are signed in write. A rule for nothing but `create`, as behind a contact form, is a warning.",
  find: ({ policy }) => {
    const found = [...policy.models.values()].flatMap(writesIn)
    const places = [...new Set(found.map(placeKey))]
    return places.flatMap((place) => findingOf(found.filter((one) => placeKey(one) === place)))
  },
}

type Operation = 'create' | 'update' | 'delete'

/** What a public rule lets its callers do to a model. */
interface PublicWrite {
  readonly policy: ModelPolicy
  readonly role: Role
  readonly rule: Rule
  readonly operations: readonly Operation[]
}

function writesIn(policy: ModelPolicy): readonly PublicWrite[] {
  const { matrix } = policy
  return matrix.roles
    .filter(({ kind }) => kind === 'public')
    .flatMap((role) => {
      const operations = operationsOf(policy, role)
      const [first] = operations
      const field = matrix.fields.find(
        (name) => first !== undefined && matrix.holds(role, first, name),
      )
      if (field === undefined) return []
      return [{ policy, role, rule: matrix.roleOn(role, field).rule, operations }]
    })
}

function operationsOf(policy: ModelPolicy, role: Role): readonly Operation[] {
  const { model, matrix } = policy
  const isHeld = (writer: WriteRole): boolean => writer.role.id === role.id
  const holds = {
    create: policy.create.some((writer) => isHeld(writer) && canCreate(policy, writer, [])),
    update: matrix.fields.some((field) => matrix.holds(role, 'update', field)),
    delete: policy.delete.some(({ id }) => id === role.id),
  }
  return (['create', 'update', 'delete'] as const).filter(
    (operation) => holds[operation] && !model.disabled.includes(operation),
  )
}

/** A rule of the schema stands in many models, and is one thing to change. */
function placeKey({ rule }: PublicWrite): string {
  return JSON.stringify([ruleText(rule), rule.place])
}

function findingOf(writes: readonly PublicWrite[]): readonly Finding[] {
  const [first] = writes
  if (first === undefined) return []
  const { policy, role, rule, operations } = first
  const who = role.mode === 'apiKey' ? 'whoever has the API key' : 'everybody who does not sign in'
  const reading = withoutOperations(rule, ['create', 'update', 'delete'])
  const isCreateOnly = operations.join() === 'create' && rule.operations !== undefined
  return [
    {
      ...(isCreateOnly ? { severity: 'warning' } : {}),
      message: `${ruleText(rule)} lets ${who} ${listed(operations)} items of ${listed(writes.map((one) => one.policy.model.name))}`,
      fix: `${reading === undefined ? 'delete it' : `narrow it to ${ruleText(reading)}`}, and add a rule for those who may write`,
      about: policy.model.name,
      ...atRule(rule),
      proof: { kind: 'steps', steps: [writeStep(first)] },
    },
  ]
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function writeStep({ policy, role, operations }: PublicWrite): ProofStep {
  const { model } = policy
  const [operation = 'create'] = operations
  return {
    caller: callerOf(role, {}),
    stored: operation === 'create' ? {} : { [model.name]: [{}] },
    ask: {
      operation,
      model: model.name,
      input: operation === 'update' ? sentBy(policy, role) : {},
    },
    answer: { status: 'ok' },
  }
}

/** Some value for a field that the role may write. */
function sentBy({ model, matrix }: ModelPolicy, role: Role): Item {
  const field = model.fields.find(
    (one) =>
      !model.identifier.includes(one.name) &&
      exampleValue(one) !== undefined &&
      matrix.holds(role, 'update', one.name),
  )
  return field === undefined ? {} : { [field.name]: exampleValue(field) }
}
