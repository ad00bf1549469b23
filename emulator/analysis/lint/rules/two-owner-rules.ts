import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import { claimParts } from '../../../policy/role.ts'
import type { ItemRole } from '../../../policy/role.ts'
import { atRule, related, textIn, withoutOperations } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { canCreate } from '../create-input.ts'
import { exampleNames } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** Two owner rules that create: one field is forged while the other is filled in, and that authorises (`auth-semantics` case 52). */
export const twoOwnerRules: LintRule = {
  id: 'two-owner-rules',
  severity: 'error',
  kind: 'wider',
  title: 'A second owner rule lets the first owner field be forged',
  help: 'Rules are alternatives: a create passes if one owner field names the caller, whatever stands in the other. A field that is left out is filled with the caller first, so there is always one. Let one owner rule alone hold `create`.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

interface OwnerWriter extends WriteRole {
  readonly role: ItemRole
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const owners = policy.create.flatMap((writer) => ownerWriter(writer) ?? [])
  const found = owners.flatMap(({ role }) => {
    const way = owners.find((other) => isWay(policy, other, role))
    return way === undefined ? [] : [{ role, other: way.role }]
  })
  // Of two rules that undo each other, the first tells it.
  const told = found.filter(
    ({ role, other }, at) =>
      !found.slice(0, at).some((one) => one.role === other && one.other === role),
  )
  return told.flatMap((pair) => findingOf(policy, pair))
}

interface Pair {
  readonly role: ItemRole
  /** Whose owner lets the create pass. */
  readonly other: ItemRole
}

function ownerWriter(writer: WriteRole): OwnerWriter | undefined {
  return writer.role.kind === 'owner' ? { ...writer, role: writer.role } : undefined
}

/** Whether the other rule lets a create pass that names somebody else in this one's field. */
function isWay(policy: ModelPolicy, other: OwnerWriter, { field, mode }: ItemRole): boolean {
  const forging = policy.create.filter((one) => canCreate(policy, one, [field]))
  return (
    other.role.field !== field &&
    other.role.mode === mode &&
    policy.model.fields.some(({ name }) => name === field) &&
    canCreate(policy, other, [field]) &&
    broadRole(
      forging.map(({ role }) => role),
      { mode },
    ) === undefined
  )
}

function findingOf({ model }: ModelPolicy, { role, other }: Pair): readonly Finding[] {
  const isSent = model.fields.some(({ name, required }) => name === other.field && required)
  const names = exampleNames(model, role.field)
  if (names === undefined) return []
  const reading = withoutOperations(other.rule, ['create'])
  const narrowed = reading === undefined ? '' : `: ${textIn(model, reading)}`
  return [
    {
      message: `${textIn(model, role.rule)} does not keep others from creating items with any "${role.field}": "${other.field}" ${isSent ? 'may name' : 'is filled in with'} the caller, and that is enough`,
      fix: `let one owner rule alone create, and take 'create' from the other${narrowed}`,
      about: model.name,
      ...atRule(role.rule),
      related: related(other.rule, 'lets the create pass'),
      proof: { kind: 'steps', steps: forge(model.name, { role, other, name: names[1], isSent }) },
    },
  ]
}

interface Forged extends Pair {
  readonly name: string
  /** Whether the other owner field must be sent. */
  readonly isSent: boolean
}

function forge(model: string, { role, other, name, isSent }: Forged): readonly ProofStep[] {
  const { caller, attributes } = admittedBy(other)
  const forged = { [role.field]: role.list ? [name] : name }
  const input = { ...(isSent ? attributes : {}), ...forged }
  const own = admittedBy(role).caller
  if (!('claims' in caller) || !('claims' in own)) return []
  const ask = { operation: 'create', model, input } as const
  const isTold = claimParts(other.claim).every((part) => part in own.claims)
  return [
    {
      caller: { ...caller, claims: { ...own.claims, ...caller.claims } },
      stored: {},
      ask,
      answer: { status: 'ok', stores: { ...attributes, ...forged } },
    },
    ...(isTold ? [] : [{ caller: own, stored: {}, ask, answer: { status: 'refused' as const } }]),
  ]
}
