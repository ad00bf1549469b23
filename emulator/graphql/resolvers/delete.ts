import { decideDelete } from '../../authorization/decisions/delete.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import { keyOf } from '../../model/item.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { asMutationResult } from '../mutation-result.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import { tableOf } from '../table-of.ts'
import type { MutationArguments, Resolver } from './resolver.ts'

/** `deleteTodo`: decides on the stored item; deleting what is not there is done already, so it answers null. */
export function resolveDelete(policy: ModelPolicy): Resolver<MutationArguments> {
  const { model, gates } = policy
  return async (_source, { input, condition }, context, info) => {
    const key = keyOf(model.identifier, input)
    const asked = { context, info, model: model.name, key }
    passGate(gates.delete, asked)
    const stored = await context.store.get(tableOf(model), key)
    const decision = decideAs(asked, 'delete', () =>
      decideDelete(policy.delete, policy.partialDelete, (role) =>
        evaluateOnItem(role, context.identity, stored),
      ),
    )
    obey(decision, asked)

    const deleted = await context.store.delete(tableOf(model), key, condition ?? undefined)
    return deleted === undefined ? null : asMutationResult(deleted)
  }
}
