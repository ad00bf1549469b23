import { decideRead } from '../../authorization/decisions/read.ts'
import type { SecondaryIndex } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import { assertKeyArguments } from '../key-arguments.ts'
import { keyAttributes } from '../key-attributes.ts'
import { keyQuery } from '../key-query.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import { readRows } from '../read-rows.ts'
import type { ServedModel } from '../served-model.ts'
import { readObservers } from './read-observers.ts'
import type { ListArguments, Resolver } from './resolver.ts'

/** `listPostByStatus`: the items of one partition of a secondary index that the rules and the client's filter admit. */
export function resolveIndexQuery(
  { model, gates, list, table }: ServedModel,
  { name, partitionKey, sortKeys }: SecondaryIndex,
): Resolver<ListArguments> {
  const index = table.indexes?.find((candidate) => candidate.name === name)
  const keys = { partitionKey, sortKeys, ...(index === undefined ? {} : { index }) }
  return async (_source, given, context, info) => {
    const asked = { context, info, model: model.name, given, readsRows: true }
    passGate(gates.index, asked)
    const decision = decideAs(asked, 'index', () =>
      decideRead({
        question: 'index',
        roles: list,
        keyAttributes: keyAttributes(partitionKey, sortKeys),
        partitionGiven: true,
        ...readObservers(context.identity, given),
      }),
    )
    const { keys: imposed = {} } = obey(decision, asked)

    assertKeyArguments(keys, given)
    const query = keyQuery(keys, { ...given, ...asArguments(imposed) })
    if (query === undefined) throw new Error(`${info.fieldName} was asked without ${partitionKey}`)
    return readRows({ decision, table, given, query, asked: keyQuery(keys, given) }, asked)
  }
}

/** A key that the rules impose is asked for as if the client had. */
function asArguments(imposed: Item): Item {
  return Object.fromEntries(
    Object.entries(imposed).map(([name, value]) => [name, { eq: String(value) }]),
  )
}
