import { decideRead } from '../../authorization/decisions/read.ts'
import { decideItem } from '../../authorization/decisions/item.ts'
import { keyOf } from '../../model/item.ts'
import type { Item } from '../../model/item.ts'
import { matchesFilter } from '../../model/matches-filter.ts'
import { keyAttributes } from '../key-attributes.ts'
import { lookUp } from '../look-up.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import type { ServedModel } from '../served-model.ts'
import { readObservers } from './read-observers.ts'
import type { Resolver } from './resolver.ts'

/** `getTodo`: an item that is not there is null without an error; one that is not the caller's is refused. */
export function resolveGet(policy: ServedModel): Resolver<Item> {
  const { model, gates, table } = policy
  const [partitionKey = 'id', ...sortKeys] = model.identifier
  return async (_source, given, context, info) => {
    const key = keyOf(model.identifier, given)
    const about = context.record && (await lookUp(context, table, key))
    const asked = { context, info, model: model.name, key, about }
    passGate(gates.get, asked)
    const decision = decideAs(asked, 'get', () =>
      decideRead({
        question: 'get',
        roles: policy.get,
        keyAttributes: keyAttributes(partitionKey, sortKeys),
        partitionGiven: true,
        ...readObservers(context.identity, given),
      }),
    )
    if (decision.effect === 'deny') return obey(decision, asked)

    const item = await context.store.get(table, key)
    obey(item === undefined ? decision : decideItem(decision, item, matchesFilter), {
      ...asked,
      item,
    })
    return item ?? null
  }
}
