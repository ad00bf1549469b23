import { decideUpdate } from '../../authorization/decisions/update.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import { isoTime } from '../../clock.ts'
import type { Clock } from '../../clock.ts'
import type { Item } from '../../model/item.ts'
import { keyOf } from '../../model/item.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { Changes } from '../../store/store.ts'
import { asMutationResult } from '../mutation-result.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import { tableOf } from '../table-of.ts'
import type { MutationArguments, Resolver } from './resolver.ts'

/** `updateTodo`: decides on the stored item, sets what is given, removes what is null. */
export function resolveUpdate(policy: ModelPolicy): Resolver<MutationArguments> {
  const { model, gates, update } = policy
  return async (_source, { input, condition }, context, info) => {
    const key = keyOf(model.identifier, input)
    const asked = { context, info, model: model.name, key }
    passGate(gates.update, asked)
    const stored = await context.store.get(tableOf(model), key)
    const decision = decideAs(asked, 'update', () =>
      decideUpdate(update, input, (role) => evaluateOnItem(role, context.identity, stored)),
    )
    obey(decision, asked)

    const changes = changesOf(input, model.identifier, context.clock)
    const given =
      condition === null || condition === undefined ? changes : { ...changes, condition }
    return asMutationResult(await context.store.update(tableOf(model), key, given))
  }
}

/** Null removes an attribute; everything else replaces its whole value (`data-api` §5.4). */
function changesOf(input: Item, identifier: readonly string[], clock: Clock): Changes {
  const entries = Object.entries(input).filter(([name]) => !identifier.includes(name))
  return {
    set: {
      updatedAt: isoTime(clock),
      ...Object.fromEntries(entries.filter(([, value]) => value !== null)),
    },
    remove: entries.filter(([, value]) => value === null).map(([name]) => name),
  }
}
