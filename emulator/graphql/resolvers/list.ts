import { decideRead } from '../../authorization/decisions/read.ts'
import type { Item } from '../../model/item.ts'
import { assertKeyArguments } from '../key-arguments.ts'
import { keyAttributes } from '../key-attributes.ts'
import { keyQuery } from '../key-query.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import { pageRequest } from '../page-request.ts'
import type { ServedModel } from '../served-model.ts'
import { readObservers } from './read-observers.ts'
import type { ListArguments, Resolver } from './resolver.ts'

/** `listTodos`: reads a page, by key when the partition key is given, and leaves out what is not to be seen or asked for. */
export function resolveList(policy: ServedModel): Resolver<ListArguments> {
  const { model, gates, table } = policy
  const [partitionKey = 'id', ...sortKeys] = model.identifier
  const keys = { partitionKey, sortKeys }
  return async (_source, given, context, info) => {
    const asked = { context, info, model: model.name }
    passGate(gates.list, asked)
    assertKeyArguments(keys, given)
    const decision = decideAs(asked, 'list', () =>
      decideRead({
        question: 'list',
        roles: policy.list,
        keyAttributes: keyAttributes(partitionKey, sortKeys),
        partitionGiven: (given[partitionKey] ?? null) !== null,
        ...readObservers(context.identity, given),
      }),
    )
    const { filter, keys: imposed = {} } = obey(decision, { ...asked, input: given })

    const query = keyQuery(keys, { ...given, ...asArguments(imposed) })
    const page = pageRequest(given, filter)
    return query === undefined
      ? context.store.scan(table, page)
      : context.store.query(table, query, page)
  }
}

/** A key that the rules impose is asked for as if the client had. */
function asArguments(imposed: Item): Item {
  return Object.fromEntries(Object.entries(imposed).map(([name, value]) => [name, { eq: value }]))
}
