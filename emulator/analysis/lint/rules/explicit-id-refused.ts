import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { WriteRole } from '../../../policy/operation-roles.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { sentOnly, ownModels, ownRequests } from '../own-requests.ts'

/** Who may create all but some fields may not choose the id, which no rule can grant while it is not declared (`auth-semantics` case 66). */
export const explicitIdRefused: LintRule = {
  id: 'explicit-id-refused',
  severity: 'note',
  kind: 'narrower',
  title: 'A client that chooses the id of a new item is refused',
  help: 'A rule that does not grant `create` on every field is held against each key of the input, and `id` is a field of the model only if it is declared. Leave the id to AWS, or declare `id: a.id().required()`.',
  find: (subject) => ownModels(subject).flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const { model, create } = policy
  if (model.declaresIdentifier || model.fields.some(({ name }) => name === 'id')) return []
  const partial = create.find(
    (one) => isMeant(policy, one) && ownRequests(policy, one.role).includes('create'),
  )
  return partial === undefined ? [] : [findingOf(policy, partial)]
}

/** Somebody who creates items by a rule of the model, and not every field of them. */
function isMeant({ model, matrix }: ModelPolicy, { role, full }: WriteRole): boolean {
  const unruled = model.fields.filter(({ rules }) => rules.length === 0)
  return !full && unruled.some(({ name }) => matrix.holds(role, 'create', name))
}

function findingOf(policy: ModelPolicy, { role, allowed }: WriteRole): Finding {
  const { model, matrix } = policy
  const { caller, attributes } = admittedBy(role)
  const closed = matrix.fields.filter((name) => !allowed.has(name))
  const input = { id: '1', ...sentOnly(attributes, policy) }
  return {
    message: `${ruleText(role.rule)} may not choose the id of a new ${model.name}: it may not create "${closed[0] ?? ''}", so every key of the input needs a right, and "id" is not declared`,
    fix: `leave the id to AWS, or declare it: id: a.id().required()`,
    about: model.name,
    ...atRule(role.rule),
    proof: {
      kind: 'steps',
      steps: [
        {
          caller,
          ask: { operation: 'create', model: model.name, input },
          answer: { status: 'fields refused', unauthorized: ['id'] },
        },
      ],
    },
  }
}
