import type { Rule } from '../../../model/rule.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import type { ItemRole, Role } from '../../../policy/role.ts'
import { atRule, authorizationText, related, textIn, withoutOperations } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { canCreate } from '../create-input.ts'
import { exampleNames } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofCaller } from '../proof.ts'

/** Who may create by a rule that is not the owner's may write any owner (`auth-semantics` case 91). */
export const ownerForgedOnCreate: LintRule = {
  id: 'owner-forged-on-create',
  severity: 'error',
  kind: 'wider',
  title: 'Items can be created in another’s name',
  help: 'An owner rule holds what is sent as owner against the caller, unless another rule lets the caller create: then anything goes. Take `create` from the broad rule, or give the owner field rules of its own, in which only owners may create. Who is trusted with it, such as a group of administrators, makes it a note.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const owners = policy.matrix.roles
    .filter(isOwner)
    .filter(({ field }) => policy.model.fields.some(({ name }) => name === field))
  return owners.flatMap((owner) => {
    const forgers = policy.create.filter((writer) => canForge(policy, writer, owner))
    const rules = [...new Set(forgers.map(({ role }) => role.rule))]
    return rules.flatMap((rule) => {
      const forger = forgers.find(({ role }) => role.rule === rule)
      return forger === undefined ? [] : findingOf(policy, forger.role, owner)
    })
  })
}

function isOwner(role: Role): role is ItemRole {
  return role.kind === 'owner' && role.rule.operations?.length !== 0
}

function canForge(policy: ModelPolicy, writer: WriteRole, { field }: ItemRole): boolean {
  const { role } = writer
  if (!canCreate(policy, writer, [field])) return false
  if (role.kind !== 'static-group') return role.kind === 'private' || role.kind === 'public'
  const others = policy.create.filter((one) => canCreate(policy, one, [field]))
  return (
    broadRole(
      others.map((one) => one.role),
      role,
    ) === undefined
  )
}

function findingOf(policy: ModelPolicy, forger: Role, owner: ItemRole): readonly Finding[] {
  const { model, matrix } = policy
  const names = exampleNames(model, owner.field)
  if (names === undefined) return []
  const { rule } = matrix.roleOn(forger, owner.field)
  const forged = { [owner.field]: owner.list ? [names[1]] : names[1] }
  const isGroup = forger.kind === 'static-group'
  return [
    {
      ...(isGroup ? { severity: 'note' } : {}),
      message: `${textIn(model, rule)} lets ${forgersOf(forger)} create items in another's name: what they send as "${owner.field}" is stored as it is`,
      fix: `take 'create' from it, or put rules on "${owner.field}" in which only owners may create: ${authorizationText(model, fieldRules(policy, rule))}`,
      about: model.name,
      ...atRule(rule),
      related: related(owner.rule, `says whose an item is`),
      proof: {
        kind: 'steps',
        steps: [
          {
            caller: forgingCaller(forger, owner, names[0]),
            stored: {},
            ask: { operation: 'create', model: model.name, input: forged },
            answer: { status: 'ok', stores: forged },
          },
        ],
      },
    },
  ]
}

function forgersOf(role: Role): string {
  if (role.kind === 'static-group') return `members of ${role.rule.groups?.join(' or ')}`
  if (role.kind === 'private') return 'whoever is signed in'
  return role.mode === 'apiKey' ? 'whoever has the API key' : 'guests'
}

/** Those in force on the field, the forging one without what writes it. */
function fieldRules({ model }: ModelPolicy, forging: Rule): readonly Rule[] {
  const own = model.fields.flatMap(({ rules }) => (rules.includes(forging) ? rules : []))
  return (own.length > 0 ? own : model.rules).flatMap((rule) =>
    rule === forging ? (withoutOperations(rule, ['create', 'update']) ?? []) : rule,
  )
}

/** Somebody who would be an owner, too, where one token can say both. */
function forgingCaller(forger: Role, owner: ItemRole, name: string): ProofCaller {
  const { caller } = admittedBy(forger)
  const own = admittedBy(owner, name).caller
  if (!('claims' in caller) || !('claims' in own) || caller.mode !== own.mode) return caller
  return { ...caller, claims: { ...own.claims, ...caller.claims } }
}
