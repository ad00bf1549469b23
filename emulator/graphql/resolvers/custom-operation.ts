import {
  decideOperation,
  decideOperationGate,
} from '../../authorization/decisions/custom-operation.ts'
import { evaluateForOperation, passesGate } from '../../authorization/evaluate-operation.ts'
import type { CustomOperation } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { ResolverError } from '../appsync-errors.ts'
import type { RequestContext } from '../context.ts'
import { decideAs, obey } from '../obey.ts'
import type { Resolver } from './resolver.ts'

/** Runs what stands behind a custom operation. */
export type Handle = (operation: CustomOperation, given: Item, context: RequestContext) => unknown

/** `a.query()`, `a.mutation()`: decides by its gates, then by its roles, then lets the handler answer. */
export function resolveCustomOperation(
  { operation, gates, roles }: OperationPolicy,
  handle: Handle,
): Resolver<Item> {
  return (_source, given, context, info) => {
    const asked = { context, info, model: operation.result.type }
    const gate = decideOperationGate(gates, (one) => passesGate(one, context.identity))
    if (roles === undefined || gate.effect === 'deny') obey(gate, asked)
    if (roles !== undefined) {
      const decision = decideAs(asked, 'operation', () =>
        decideOperation(roles, (role) => evaluateForOperation(role, context.identity)),
      )
      obey(decision, asked)
    }
    return handle(operation, given, context)
  }
}

/** What answers where no handler can be run. */
export const refuseOperation: Handle = ({ name }) => {
  throw new ResolverError(
    `custom operation "${name}" is not emulated yet: its handler is not run`,
    'NotEmulated',
  )
}
