import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import { isItemRole } from '../../../policy/role.ts'
import type { ItemRole } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import { isEmptied } from '../mutation-null.ts'
import { ownModels } from '../own-requests.ts'

/** Events are filtered by a field that is null in them. */
export const starvingSubscription: LintRule = {
  id: 'starving-subscription',
  severity: 'warning',
  kind: 'narrower',
  title: 'Events are filtered by a field that is null in them, so nobody hears any',
  help: 'AWS finds out who hears an event by the owner or group field in it. A field that not every reader of the model may see is null in events, so it names nobody. Let every reader of the model read that field.',
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.listen.filter(isItemRole).flatMap((role) => findingOf(policy, role)),
    ),
}

function findingOf(policy: ModelPolicy, role: ItemRole): readonly Finding[] {
  const { model, listen } = policy
  const change = changes.find(
    ({ to, event }) => !model.disabled.includes(to) && !model.disabled.includes(event),
  )
  if (change === undefined || !isEmptied(policy, role.field)) return []
  if (broadRole(listen, role) !== undefined) return []

  const { caller, attributes } = admittedBy(role)
  const { rule } = role
  const [own] = model.fields.find(({ name }) => name === role.field)?.rules ?? []
  return [
    {
      message: `${ruleText(rule)} lets its callers listen, and they hear nothing: events are chosen by "${role.field}", which is null in them, because not every reader of ${model.name} may read it`,
      fix: `let every reader of ${model.name} read "${role.field}"`,
      about: model.name,
      ...atRule(rule),
      related: own === undefined ? [] : related(own, `decides who may read "${role.field}"`),
      proof: {
        kind: 'steps',
        steps: [
          {
            caller,
            stored: { [model.name]: change.to === 'create' ? [] : [attributes] },
            ask: {
              operation: 'listen',
              model: model.name,
              to: change.to,
              input: change.to === 'create' ? attributes : {},
            },
            answer: { status: 'ok', heard: false },
          },
        ],
      },
    },
  ]
}

const changes = [
  { to: 'update', event: 'onUpdate' },
  { to: 'create', event: 'onCreate' },
  { to: 'delete', event: 'onDelete' },
] as const
