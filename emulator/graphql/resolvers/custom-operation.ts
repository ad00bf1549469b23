import type { GraphQLResolveInfo } from 'graphql'

import {
  decideOperation,
  decideOperationGate,
} from '../../authorization/decisions/custom-operation.ts'
import { evaluateForOperation, passesGate } from '../../authorization/evaluate-operation.ts'
import type { HandlerCall, RunHandlers } from '../../handlers/handler-call.ts'
import { HandlerError } from '../../handlers/handler-error.ts'
import type { CustomOperation } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import type { FilterGroups } from '../../model/subscription-filter.ts'
import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { handlerCallOf, toResolverError } from '../handler-call-of.ts'
import { decideAs, obey } from '../obey.ts'
import type { Asked } from '../obey.ts'
import { refuseUnanswered } from './not-emulated.ts'
import type { Resolver } from './resolver.ts'

/**
 * `a.query()`, `a.mutation()`, `a.subscription()`: decides by its gates, then by its roles, then lets the handler answer. Of
 * a subscription the handler runs once, when it starts; an event is what the mutation answered.
 */
export function resolveCustomOperation(
  { operation, gates, roles }: OperationPolicy,
  run: RunHandlers,
): Resolver<Item> {
  return (_source, given, context, info) => {
    if (context.subscriber?.event !== undefined) return context.subscriber.event
    const asked = { context, info, model: operation.result.type }
    const gate = decideOperationGate(gates, (one) => passesGate(one, context.identity))
    if (roles === undefined || gate.effect === 'deny') obey(gate, asked)
    if (roles !== undefined) {
      const decision = decideAs(asked, 'operation', () =>
        decideOperation(roles, (role) => evaluateForOperation(role, context.identity)),
      )
      obey(decision, asked)
    }
    refuseUnanswered(operation)
    return handle(operation, given, { context, info }, context.runHandlers ?? run)
  }
}

/** What the handlers answer; what they throw becomes the field's error. A subscription is accepted when they throw nothing. */
async function handle(
  operation: CustomOperation,
  given: Item,
  { context, info }: Pick<Asked, 'context' | 'info'>,
  run: RunHandlers,
): Promise<unknown> {
  let filter: FilterGroups | null = null
  const setSubscriptionFilter = (asked: FilterGroups | null): void => {
    filter = asked
  }
  const call = handlerCallOf(operation, given, { context, info, setSubscriptionFilter })
  const answer = await answerOf(call, info, run)
  if (operation.root !== 'Subscription') return answer

  context.subscriber?.subscribe({ fieldName: info.fieldName, filter, given })
  return null
}

async function answerOf(
  call: HandlerCall,
  info: GraphQLResolveInfo,
  run: RunHandlers,
): Promise<unknown> {
  try {
    return await run(call)
  } catch (error) {
    throw error instanceof HandlerError ? toResolverError(error, info) : error
  }
}
