import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { openedByFields } from '../opened-by-fields.ts'
import type { ProofRequest } from '../proof.ts'

/** A rule on one field lets its callers hear everything that happens to the model. */
export const fieldRuleOpensEvents: LintRule = {
  id: 'field-rule-opens-events',
  severity: 'warning',
  kind: 'wider',
  title: 'A rule on one field lets its callers hear every event',
  help: 'Who may read one field of a model may subscribe to it, and is told of every item that is created, changed and deleted. Give them a rule of the model if that is meant; else keep the field in a model of its own, or take the subscriptions away.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const heard = changes.find(
    ({ change, subscription }) =>
      !policy.model.disabled.includes(change) && !policy.model.disabled.includes(subscription),
  )
  if (heard === undefined) return []
  const opened = openedByFields(policy, 'listen')
  return [...new Set(opened.map(({ rule }) => rule))].flatMap((rule) => {
    const role = opened.find((one) => one.rule === rule)
    return role === undefined ? [] : [findingOf(policy, role, heard.change)]
  })
}

type Change = Extract<ProofRequest, { operation: 'listen' }>['to']

const changes = [
  { change: 'create', subscription: 'onCreate' },
  { change: 'update', subscription: 'onUpdate' },
  { change: 'delete', subscription: 'onDelete' },
] as const

function findingOf({ model }: ModelPolicy, role: Role, to: Change): Finding {
  return {
    message: `${ruleText(role.rule)} is about one field, and lets its callers hear of every ${model.name} that is created, changed or deleted`,
    fix: `if they are meant to hear of them, say so in the rules of ${model.name}; else keep the field in a model of its own, or write .disableOperations(['subscriptions'])`,
    about: model.name,
    ...atRule(role.rule),
    proof: {
      kind: 'steps',
      steps: [
        {
          caller: admittedBy(role).caller,
          stored: to === 'create' ? {} : { [model.name]: [{}] },
          ask: { operation: 'listen', model: model.name, to, input: {} },
          answer: { status: 'ok', heard: true },
        },
      ],
    },
  }
}
