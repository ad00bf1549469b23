import { ruleText } from '../../../authorization/rule-text.ts'
import type { OperationPolicy } from '../../../policy/operation-policy.ts'
import { rolesOfRule } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'

/** A custom operation takes on the schema's rules, and AWS drops those about items. */
export const customOperationNobody: LintRule = {
  id: 'custom-operation-nobody',
  severity: 'error',
  kind: 'narrower',
  title: 'A custom operation has only rules about items, which AWS drops',
  help: "A custom operation without rules of its own has the schema's. Rules about owners, and about groups that an item names, mean nothing there and are dropped in silence; where none is left, nobody but functions and IAM may call it. Give it rules of its own.",
  find: ({ policy }) => [...policy.operations].flatMap(([name, one]) => findingOf(name, one)),
}

function findingOf(name: string, { operation, roles }: OperationPolicy): readonly Finding[] {
  const [rule] = operation.rules
  if (rule === undefined || roles === undefined || roles.length > 0) return []
  const callers = operation.rules.flatMap((one) =>
    rolesOfRule(one, () => false).map((role) => admittedBy(role).caller),
  )
  const { place = rule.place } = operation
  return [
    {
      message: `nobody may call ${name}: ${operation.rules.map(ruleText).join(', ')} of the schema ${operation.rules.length === 1 ? 'is' : 'are'} about items, and an operation has none`,
      fix: `give it rules of its own: .authorization((allow) => [allow.authenticated(${rule.provider === 'oidc' ? "'oidc'" : ''})])`,
      about: name,
      ...atRule(rule),
      ...(place === undefined ? {} : { place }),
      proof: {
        kind: 'steps',
        steps: callers.map((caller) => ({
          caller,
          ask: { operation: 'call', name },
          answer: { status: 'refused' },
        })),
      },
    },
  ]
}
