import type { Mode } from '../../model/modes.ts'
import type { ModelPolicy, Policy } from '../../policy/compile-policy.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { admittedBy, callerOf } from './granted-by.ts'
import type { ProofCaller, ProofStep, ProofToken } from './proof.ts'

/** A request of this mode that some rule lets through: whatever else refuses it is about the token. Undefined: there is none. */
export function answeredRequest({ models, operations }: Policy, mode: Mode): ProofStep | undefined {
  for (const policy of models.values()) {
    const step = modelRequest(policy, mode)
    if (step !== undefined) return step
  }
  for (const policy of operations.values()) {
    const step = operationRequest(policy, mode)
    if (step !== undefined) return step
  }
  return undefined
}

function modelRequest({ model, list, create }: ModelPolicy, mode: Mode): ProofStep | undefined {
  const { name, disabled } = model
  const reader = disabled.includes('list') ? undefined : list.find((role) => role.mode === mode)
  const writer = disabled.includes('create')
    ? undefined
    : create.find(({ role, full }) => role.mode === mode && full)?.role
  const role = reader ?? writer
  if (role === undefined) return undefined
  return {
    caller: admittedBy(role).caller,
    stored: {},
    ask:
      reader === undefined
        ? { operation: 'create', model: name, input: {} }
        : { operation: 'list', model: name },
    answer: { status: 'ok' },
  }
}

function operationRequest(
  { operation, roles = [], gates }: OperationPolicy,
  mode: Mode,
): ProofStep | undefined {
  if (operation.root === 'Subscription') return undefined
  const role = roles.find((one) => one.mode === mode)
  const caller =
    role === undefined
      ? gates.some((gate) => gate.mode === mode && gate.groups === undefined) &&
        callerOf({ mode, kind: 'private' }, { sub: 'alice' })
      : admittedBy(role).caller
  if (caller === false || (operation.rules.length > 0 && role === undefined)) return undefined
  return {
    caller,
    ask: { operation: 'call', name: `${operation.root}.${operation.name}` },
    answer: { status: 'not called' },
  }
}

/** The same request with another token. */
export function withToken(step: ProofStep, token: ProofToken): ProofStep {
  return { ...step, caller: tokenOf(step.caller, token) }
}

/** The same request with a token that the API does not take. */
export function refusedWith(step: ProofStep, token: ProofToken): ProofStep {
  return { ...withToken(step, token), answer: { status: '401' } }
}

function tokenOf(caller: ProofCaller, token: ProofToken): ProofCaller {
  return 'claims' in caller ? { ...caller, token } : caller
}
