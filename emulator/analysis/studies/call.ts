import { isUnrestricted } from '../../authorization/decision.ts'
import {
  decideOperation,
  decideOperationGate,
} from '../../authorization/decisions/custom-operation.ts'
import { evaluateForOperation, passesGate } from '../../authorization/evaluate-operation.ts'
import { enabledModes } from '../../model/modes.ts'
import type { OperationGate } from '../../model/definition.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import type { StaticGroupRole } from '../../policy/role.ts'
import type { Observation, Side, Study } from '../case.ts'
import { answered, observationsOf, plainAnswer } from './answers.ts'

/** A custom operation: may the caller call it? What its handler then does is the handler's. */
export function call(name: string): Study {
  const policyOf = ({ operations }: Side): OperationPolicy | undefined => operations.get(name)
  return {
    name: `call ${name}`,
    roles: (side) => {
      const policy = policyOf(side)
      return policy === undefined
        ? []
        : [...(policy.roles ?? []), ...policy.gates.flatMap(gateRoles)]
    },
    matrix: () => undefined,
    requires: () => false,
    facts: {},
    ask(side, { identity }) {
      const policy = policyOf(side)
      if (!enabledModes(side.modes).includes(identity.mode)) return plainAnswer('401')
      if (policy === undefined) return plainAnswer('gone')
      if (isUnrestricted(identity)) return plainAnswer('allow')
      const gate = decideOperationGate(policy.gates, (one) => passesGate(one, identity))
      const decision =
        policy.roles === undefined || gate.effect === 'deny'
          ? gate
          : decideOperation(policy.roles, (role) => evaluateForOperation(role, identity))
      const gates: readonly Observation[] = policy.gates.flatMap((one) =>
        gateRoles(one).map((role) => ({
          role,
          saw: passesGate({ mode: one.mode, groups: [role.group] }, identity)
            ? 'granted'
            : 'not-in-group',
        })),
      )
      return answered([...gates, ...observationsOf(decision)], () => ({
        answer: decision.effect === 'deny' ? 'refuse' : 'allow',
      }))
    },
  }
}

/** AppSync's own groups in front of an operation, as roles that read the same claim. */
function gateRoles({ mode, groups = [] }: OperationGate): readonly StaticGroupRole[] {
  return groups.map((group) => ({
    id: `gate:${group}`,
    kind: 'static-group',
    provider: 'userPools',
    mode,
    rule: { strategy: 'groups', provider: 'userPools', groups: [group] },
    group,
    claim: 'cognito:groups',
  }))
}
