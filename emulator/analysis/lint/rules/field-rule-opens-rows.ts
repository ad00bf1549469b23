import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { exampleKey } from '../example-values.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { openedByFields } from '../opened-by-fields.ts'

/** A rule on one field lets its callers list the model (`auth-semantics` case 76). */
export const fieldRuleOpensRows: LintRule = {
  id: 'field-rule-opens-rows',
  severity: 'warning',
  kind: 'wider',
  title: 'A rule on one field lets its callers list every item',
  help: 'Who may read one field of a model may list and get all of its items: how many there are, their ids, owners and times show, and filters find out the rest. Give them a rule of the model if that is meant; else keep the field in a model of its own.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  if (policy.model.disabled.includes('list')) return []
  const opened = openedByFields(policy, 'list')
  return [...new Set(opened.map(({ rule }) => rule))].flatMap((rule) => {
    const role = opened.find((one) => one.rule === rule)
    return role === undefined ? [] : [findingOf(policy, role)]
  })
}

function findingOf(policy: ModelPolicy, role: Role): Finding {
  const { model } = policy
  const { caller } = admittedBy(role)
  // Owners that nobody declared are in every item, and no rule guards them.
  const implicit = policy.ownerFields.filter(({ declared }) => !declared)
  const owners = Object.fromEntries(implicit.map(({ name }) => [name, 'alice']))
  const row = { ...exampleKey(model), ...owners }
  const shown = [...Object.keys(row), 'createdAt', 'updatedAt']
  return {
    message: `${ruleText(role.rule)} is about one field, and lets its callers list every ${model.name}: ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)} show`,
    fix: `if they are meant to list them, say so in the rules of ${model.name}; else keep the field in a model of its own`,
    about: model.name,
    ...atRule(role.rule),
    proof: {
      kind: 'steps',
      steps: [
        {
          caller,
          stored: { [model.name]: [row] },
          ask: { operation: 'list', model: model.name, fields: Object.keys(row) },
          answer: { status: 'ok', rows: [row] },
        },
      ],
    },
  }
}
