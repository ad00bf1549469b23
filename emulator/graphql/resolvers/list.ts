import { decideRead } from '../../authorization/decisions/read.ts'
import { evaluateForRead } from '../../authorization/evaluate-role.ts'
import type { Filter } from '../../model/filter.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { ResolverError } from '../appsync-errors.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import { tableOf } from '../table-of.ts'
import type { ListArguments, Resolver } from './resolver.ts'

/** How many items a page reads when the client does not say. */
const defaultLimit = 100

/** `listTodos`: reads a page, then leaves out what the rules and the client's filter do not admit. */
export function resolveList(policy: ModelPolicy): Resolver<ListArguments> {
  const { model, gates } = policy
  return async (_source, given, context, info) => {
    const asked = { context, info, model: model.name }
    passGate(gates.list, asked)
    refuseKeyArguments(given)
    const decision = decideAs(asked, 'list', () =>
      decideRead('list', policy.list, (role) => evaluateForRead(role, context.identity)),
    )
    const { filter } = obey(decision, asked)

    return context.store.scan(tableOf(model), {
      limit: given.limit ?? defaultLimit,
      nextToken: given.nextToken ?? undefined,
      filter: both(filter, given.filter ?? undefined),
    })
  }
}

function both(imposed: Filter | undefined, asked: Filter | undefined): Filter | undefined {
  if (imposed === undefined || asked === undefined) return imposed ?? asked
  return { and: [imposed, asked] }
}

const pagingArguments = new Set(['filter', 'limit', 'nextToken'])

function refuseKeyArguments(given: object): void {
  const [name] = Object.entries(given)
    .filter(
      ([argument, value]) =>
        !pagingArguments.has(argument) && value !== null && value !== undefined,
    )
    .map(([argument]) => argument)
  if (name !== undefined)
    throw new ResolverError(`argument "${name}" of a list query is not emulated yet`, 'NotEmulated')
}
