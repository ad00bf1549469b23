import { decideDelete } from '../../authorization/decisions/delete.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import { keyOf } from '../../model/item.ts'
import { asMutationResult } from '../mutation-result.ts'
import { lookUp } from '../look-up.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import type { ServedModel } from '../served-model.ts'
import type { MutationArguments, Resolver } from './resolver.ts'

/** `deleteTodo`: decides on the stored item; deleting what is not there is done already, so it answers null. */
export function resolveDelete(policy: ServedModel): Resolver<MutationArguments> {
  const { model, gates, table } = policy
  return async (_source, { input, condition }, context, info) => {
    const key = keyOf(model.identifier, input)
    const about = context.record && (await lookUp(context, table, key))
    const asked = { context, info, model: model.name, key, about }
    passGate(gates.delete, asked)
    const stored = await context.store.get(table, key)
    const decision = decideAs(asked, 'delete', () =>
      decideDelete(policy.delete, policy.partialDelete, (role) =>
        evaluateOnItem(role, context.identity, stored),
      ),
    )
    obey(decision, { ...asked, item: stored })

    const deleted = await context.store.delete(table, key, condition ?? undefined)
    return deleted === undefined ? null : asMutationResult(deleted)
  }
}
