import {
  decideOperation,
  decideOperationGate,
} from '../../authorization/decisions/custom-operation.ts'
import { evaluateForOperation, passesGate } from '../../authorization/evaluate-operation.ts'
import type { Identity } from '../../identity/identity.ts'
import type { OperationGate } from '../../model/definition.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import type { StaticGroupRole } from '../../policy/role.ts'
import type { Answer, Observation, Side, Study } from '../case.ts'
import { answered, askAbout, observationsOf } from './answers.ts'

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
    ask: (side, asked) =>
      askAbout(side, asked, {
        about: policyOf(side),
        ask: (policy) => answerOf(policy, asked.identity),
      }),
  }
}

function answerOf({ gates, roles }: OperationPolicy, identity: Identity): Answer {
  const gate = decideOperationGate(gates, (one) => passesGate(one, identity))
  const decision =
    roles === undefined || gate.effect === 'deny'
      ? gate
      : decideOperation(roles, (role) => evaluateForOperation(role, identity))
  const seenAtGates: readonly Observation[] = gates.flatMap((one) =>
    gateRoles(one).map((role) => ({
      role,
      saw: passesGate({ mode: one.mode, groups: [role.group] }, identity)
        ? 'granted'
        : 'not-in-group',
    })),
  )
  return answered([...seenAtGates, ...observationsOf(decision)], () => ({
    answer: decision.effect === 'deny' ? 'refuse' : 'allow',
  }))
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
