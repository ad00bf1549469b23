import { decideListen } from '../../authorization/decisions/listen.ts'
import { evaluateForListen } from '../../authorization/evaluate-listen.ts'
import type { Filter } from '../../model/filter.ts'
import type { Item } from '../../model/item.ts'
import { toFilterGroups } from '../../model/subscription-filter.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import type { Resolver } from './resolver.ts'

/** The arguments of a generated subscription: a filter, and one for each owner field. */
type ListenArguments = Item & { readonly filter?: Filter | null }

/**
 * `onCreateTodo`: decides once, when the subscription starts, which events are heard. For each event the same document is
 * executed again with what the mutation answered, and no rule is asked any more (`auth-semantics` §4.7).
 */
export function resolveListen(policy: ModelPolicy): Resolver<ListenArguments> {
  const { model, gates, listen } = policy
  return (_source, given, context, info) => {
    const { subscriber } = context
    if (subscriber === undefined)
      throw new Error('a subscription was asked for without a subscriber')
    if (subscriber.event !== undefined) return subscriber.event

    const asked = { context, info, model: model.name }
    passGate(gates.listen, asked)
    const clientFilter = isEmpty(given.filter) ? undefined : given.filter
    const decision = decideAs(asked, 'listen', () =>
      decideListen(
        listen,
        (role) => evaluateForListen(role, context.identity, given),
        clientFilter !== undefined,
      ),
    )
    const { filter } = obey(decision, { ...asked, input: given })
    const effective = both(filter, clientFilter ?? undefined)
    subscriber.subscribe({
      fieldName: info.fieldName,
      filter: effective === undefined ? null : toFilterGroups(effective),
      given,
    })
    return null
  }
}

function isEmpty(filter: Filter | null | undefined): boolean {
  return filter === undefined || filter === null || Object.keys(filter).length === 0
}

function both(imposed: Filter | undefined, asked: Filter | undefined): Filter | undefined {
  if (imposed === undefined || asked === undefined) return imposed ?? asked
  return { and: [imposed, asked] }
}
