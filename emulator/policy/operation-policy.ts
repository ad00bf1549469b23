import type { CustomOperation, OperationGate } from '../model/definition.ts'
import type { Rule } from '../model/rule.ts'
import { inEvaluationOrder, isItemRole, rolesOfRule } from './role.ts'
import type { Role } from './role.ts'

/** What the deployed API would hold of a custom operation. */
export interface OperationPolicy {
  readonly operation: CustomOperation
  /** Roles of a function handler's operation, in the order in which they are tried; undefined: only the gates decide. */
  readonly roles: readonly Role[] | undefined
  /** The directives in front of it; IAM always passes. */
  readonly gates: readonly OperationGate[]
}

/** By its directives where it has some, else by its rules. */
export function compileOperationPolicy(operation: CustomOperation): OperationPolicy {
  if (operation.gates.length > 0)
    return { operation, roles: undefined, gates: [...operation.gates, ...iamGate(operation)] }

  return { operation, ...compileRules(operation.rules) }
}

/** What the deployed API would hold of rules on something that is no item's. */
export interface RulePolicy {
  /** In the order in which they are tried. */
  readonly roles: readonly Role[]
  readonly gates: readonly OperationGate[]
}

/** Rules about items are dropped in silence: there is none (`auth-semantics` §1.3). */
export function compileRules(rules: readonly Rule[]): RulePolicy {
  const roles = dropRepeated(
    rules.filter(isStatic).flatMap((rule) => rolesOfRule(rule, () => false)),
  )
  const modes = new Set([...roles.map(({ mode }) => mode), 'iam' as const])
  return {
    roles: inEvaluationOrder(
      roles.filter((role) => !isItemRole(role)),
      (role) => role,
    ),
    gates: [...modes].map((mode) => ({ mode })),
  }
}

/** What AWS adds for a conversation is left as it is. */
function iamGate({ conversation }: CustomOperation): readonly OperationGate[] {
  return conversation === undefined ? [{ mode: 'iam' }] : []
}

function isStatic({ strategy, groupsField }: Rule): boolean {
  return strategy !== 'owner' && groupsField === undefined
}

function dropRepeated(roles: readonly Role[]): readonly Role[] {
  return [...new Map(roles.map((role) => [role.id, role])).values()]
}
