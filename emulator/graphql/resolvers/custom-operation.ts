import {
  decideOperation,
  decideOperationGate,
} from '../../authorization/decisions/custom-operation.ts'
import { evaluateForOperation, passesGate } from '../../authorization/evaluate-operation.ts'
import type { HandlerCall, RunHandlers } from '../../handlers/handler-call.ts'
import { HandlerError } from '../../handlers/handler-error.ts'
import type { CustomOperation } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { ResolverError } from '../appsync-errors.ts'
import { decideAs, obey } from '../obey.ts'
import type { Asked } from '../obey.ts'
import type { Resolver } from './resolver.ts'

/** `a.query()`, `a.mutation()`: decides by its gates, then by its roles, then lets the handler answer. */
export function resolveCustomOperation(
  { operation, gates, roles }: OperationPolicy,
  run: RunHandlers,
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
    return handle(operation, given, { context, info }, run)
  }
}

/** The call as the handlers see it; what they throw becomes the field's error. */
async function handle(
  operation: CustomOperation,
  given: Item,
  { context, info }: Pick<Asked, 'context' | 'info'>,
  run: RunHandlers,
): Promise<unknown> {
  try {
    return await run(callOf(operation, given, { context, info }))
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error
    throw new ResolverError(error.message, error.errorType, error.details)
  }
}

function callOf(
  operation: CustomOperation,
  given: Item,
  { context: { identity, store }, info }: Pick<Asked, 'context' | 'info'>,
): HandlerCall {
  return {
    operation,
    arguments: given,
    identity,
    store,
    request: { headers: {} },
    info: {
      fieldName: info.fieldName,
      parentTypeName: info.parentType.name,
      variables: info.variableValues,
      selectionSetList: [],
      selectionSetGraphQL: '',
    },
    appendError: () => undefined,
    setSubscriptionFilter: () => undefined,
  }
}
