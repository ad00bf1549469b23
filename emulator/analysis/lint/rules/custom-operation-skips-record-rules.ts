import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { OperationPolicy } from '../../../policy/operation-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** What a handler returns is not held against the rules of its model (`auth-semantics` §4.10, case 88). */
export const customOperationSkipsRecordRules: LintRule = {
  id: 'custom-operation-skips-record-rules',
  severity: 'warning',
  kind: 'wider',
  title: 'A custom operation can return items that its caller could not get',
  help: 'The rules of a custom operation say who may call it. Items of a model that its handler returns go to the caller as they are: of the model’s rules only those of fields and relations count. The handler has to look at who asks.',
  find: (subject) =>
    [...subject.policy.operations].flatMap(([name, one]) => findingOf(subject, name, one)),
}

function findingOf(
  { policy }: LintSubject,
  name: string,
  { operation, roles = [] }: OperationPolicy,
): readonly Finding[] {
  const returned = policy.models.get(operation.result.type)
  if (returned === undefined || !isHandled(operation) || returned.model.disabled.includes('get'))
    return []
  const role = roles.find((one) => !mayGet(returned, one))
  if (role === undefined) return []
  const { caller } = admittedBy(role)
  const { model } = returned
  return [
    {
      message: `${name} can return every ${model.name} to callers by ${ruleText(role.rule)}, who may not get them: rules of ${model.name} are not asked about what a handler returns`,
      fix: `return only what event.identity may see, or admit to ${name} only those who may get every ${model.name}`,
      about: name,
      ...atRule(role.rule),
      proof: {
        kind: 'steps',
        steps: [
          {
            caller,
            stored: { [model.name]: [{}] },
            ask: { operation: 'get', model: model.name, input: {} },
            answer: { status: 'refused' },
          },
          { caller, ask: { operation: 'call', name }, answer: { status: 'not called' } },
        ],
      },
    },
  ]
}

/** Answered by code of the user's; what a subscription tells is the answer of its mutation. */
function isHandled({ root, answeredBy }: OperationPolicy['operation']): boolean {
  return root !== 'Subscription' && answeredBy === undefined
}

function mayGet({ get }: ModelPolicy, role: Role): boolean {
  return get.some(({ id }) => id === role.id) || broadRole(get, role) !== undefined
}
