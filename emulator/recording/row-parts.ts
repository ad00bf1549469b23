import type { Facts } from '../analysis/case.ts'
import type { AskedQuestion } from '../graphql/context.ts'
import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'

/** What a case of a list or an index query is made of. */
interface RowParts {
  readonly about: Item
  readonly facts: Facts
  readonly isGranted: boolean
}

/** One row that was looked at; without any, the list itself, which only unconditional access answers in full. */
export function rowParts(
  { about, given, isShown, decision }: AskedQuestion,
  [partition = 'id', ...sorts]: readonly string[],
): RowParts {
  const [sort] = sorts.length === 1 ? sorts : []
  const asked = { [partition]: given[partition], ...sortValue(sort, given) }
  const keys = Object.entries(asked).filter(([, value]) => isThere(value))
  return {
    about: about ?? Object.fromEntries(keys),
    facts: {
      partition: isThere(given[partition]) ? 'given' : 'not given',
      sort: sortFact(sort, given),
    },
    isGranted: isShown ?? (decision.effect === 'allow' && decision.keys === undefined),
  }
}

/** Several sort keys are one attribute, which no role reads. */
function sortFact(sort: string | undefined, given: Item): string {
  const condition = conditionOn(sort, given)
  if (!Object.values(condition).some(isThere)) return 'not given'
  return isThere(condition['eq']) ? 'equal' : 'otherwise'
}

function sortValue(sort: string | undefined, given: Item): Item {
  return sort === undefined ? {} : { [sort]: conditionOn(sort, given)['eq'] }
}

function conditionOn(sort: string | undefined, given: Item): Item {
  const condition = sort === undefined ? undefined : given[sort]
  return isObject(condition) ? condition : {}
}

export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null
}
