import type { Decision } from '../../authorization/decision.ts'
import { decideItem } from '../../authorization/decisions/item.ts'
import { decideRead } from '../../authorization/decisions/read.ts'
import type { AskedRead } from '../../authorization/decisions/read.ts'
import { evaluateForKey } from '../../authorization/evaluate-key.ts'
import { evaluateForRead } from '../../authorization/evaluate-role.ts'
import type { RoleEvaluation } from '../../authorization/role-evaluation.ts'
import type { SecondaryIndex } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'
import { matchesFilter } from '../../model/matches-filter.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Case, Side, Study } from '../case.ts'
import { answered, askAbout, observationsOf, offering } from './answers.ts'
import { isStored, storedItem } from './stored-item.ts'

/** `getTodo`: an item, null where there is none, or a refusal. */
export const get: Study = {
  name: 'get',
  roles: ({ policy }) => policy?.get ?? [],
  matrix: ({ policy }) => policy?.matrix,
  ...storedItem,
  ask(side, asked) {
    return askAbout(side, asked, {
      about: offering(side, 'get'),
      gate: ({ gates }) => gates.get,
      ask: (policy) => {
        const keys = keyNames(policy.model.identifier)
        const decision = read(policy, asked, { question: 'get', keys, given: asked.attributes })
        const seen = observationsOf(decision, (one) =>
          seenOn(one, isStored(asked) ? asked.attributes : undefined),
        )
        return answered(seen, () => {
          if (decision.effect === 'deny') return { answer: 'refuse' }
          if (!isStored(asked)) return { answer: 'null without error' }
          const settled = decideItem(decision, asked.attributes, matchesFilter)
          return { answer: settled.effect === 'deny' ? 'refuse' : 'show' }
        })
      },
    })
  },
}

/** `listTodos`: the case is one row; asked for by key or not. */
export const list: Study = {
  name: 'list',
  roles: ({ policy }) => policy?.list ?? [],
  matrix: ({ policy }) => policy?.matrix,
  requires: storedItem.requires,
  facts: { partition: ['not given', 'given'], sort: ['not given', 'equal', 'otherwise'] },
  ask(side, asked) {
    return askAbout(side, asked, {
      about: offering(side, 'list'),
      gate: ({ gates }) => gates.list,
      ask: (policy) => {
        return askRows(policy, asked, { question: 'list', keys: keyNames(policy.model.identifier) })
      },
    })
  },
}

/** A query of a secondary index: its partition is always given. */
export function indexQuery(queryField: string): Study {
  const indexOf = ({ policy }: Side): SecondaryIndex | undefined =>
    policy?.model.indexes.find((index) => index.queryField === queryField)
  return {
    name: `query ${queryField}`,
    roles: (side) => (indexOf(side) === undefined ? [] : (side.policy?.list ?? [])),
    matrix: ({ policy }) => policy?.matrix,
    requires: (side, field) => {
      const index = indexOf(side)
      return index !== undefined && [index.partitionKey, ...index.sortKeys].includes(field)
    },
    facts: { partition: ['given'], sort: ['not given', 'equal', 'otherwise'] },
    ask(side, asked) {
      const { policy } = side
      const index = indexOf(side)
      return askAbout(side, asked, {
        about: policy === undefined || index === undefined ? undefined : { policy, index },
        gate: (found) => found.policy.gates.index,
        ask: (found) => {
          const keys = keyNames([found.index.partitionKey, ...found.index.sortKeys])
          const attributes = heldBy(found.index, found.policy, asked.attributes)
          return askRows(found.policy, { ...asked, attributes }, { question: 'index', keys })
        },
      })
    },
  }
}

/** An index that holds only some fields shows the filter only those. */
function heldBy(index: SecondaryIndex, { model }: ModelPolicy, item: Item): Item {
  const { projection, partitionKey, sortKeys } = index
  if (projection === undefined) return item
  const held = [...projection, ...model.identifier, partitionKey, ...sortKeys]
  return Object.fromEntries(Object.entries(item).filter(([name]) => held.includes(name)))
}

interface Keys {
  readonly partition: string
  /** One sort key; several are one attribute that no role reads. */
  readonly sort: string | undefined
}

function keyNames([partition = 'id', ...sorts]: readonly string[]): Keys {
  return { partition, sort: sorts.length === 0 ? undefined : sorts.join('#') }
}

interface Asking {
  readonly question: AskedRead['question']
  readonly keys: Keys
  readonly given: Item
}

function read(
  policy: ModelPolicy,
  { identity }: Case,
  { question, keys, given }: Asking,
): Decision {
  return decideRead({
    question,
    roles: question === 'get' ? policy.get : policy.list,
    keyAttributes: keys.sort === undefined ? [keys.partition] : [keys.partition, keys.sort],
    partitionGiven: question !== 'list' || keys.partition in given,
    observe: (role) => evaluateForRead(role, identity),
    observeKey: (role) =>
      evaluateForKey(role, identity, isItemRole(role) ? given[role.field] : undefined),
  })
}

function askRows(
  policy: ModelPolicy,
  asked: Case,
  { question, keys }: Omit<Asking, 'given'>,
): ReturnType<Study['ask']> {
  // A list whose model has no written identifier has no key arguments.
  const isKeyed = question === 'index' || policy.model.declaresIdentifier
  const given = isKeyed ? argumentsOf(asked, keys) : {}
  const decision = read(policy, asked, { question, keys, given })
  const row = asked.attributes
  const seen = observationsOf(decision, (one) => seenOn(one, row))
  return answered(seen, () => {
    if (decision.effect === 'deny') return { answer: 'refuse' }
    const { filter, keys: imposed = {} } = decision
    const isImposed = Object.entries(imposed).every(
      ([name, value]) => row[name] === (question === 'index' ? String(value) : value),
    )
    const isShown = isImposed && (filter === undefined || matchesFilter(row, filter))
    return { answer: isShown ? 'show' : 'hide' }
  })
}

/** The arguments under which the row is read at all. */
function argumentsOf({ attributes, facts }: Case, { partition, sort }: Keys): Item {
  if (facts['partition'] !== 'given') return {}
  const sorted = facts['sort'] === 'equal' ? { eq: attributes[sort ?? ''] } : { ge: '' }
  return {
    [partition]: attributes[partition] ?? 'x',
    ...(sort === undefined || facts['sort'] === 'not given' ? {} : { [sort]: sorted }),
  }
}

/** What a role saw, and whether it is about this item. */
function seenOn({ role, reason, terms, key }: RoleEvaluation, item: Item | undefined): string {
  if (item === undefined) return reason
  if (terms !== undefined) return terms.some((term) => matchesFilter(item, term)) ? 'hit' : 'miss'
  if (key === undefined || !isItemRole(role)) return reason
  const wanted = [key[role.field]].flat()
  const last = wanted.at(-1)
  const isLast = item[role.field] === last || item[role.field] === String(last)
  return `${reason}, ${wanted.includes(item[role.field]) ? 'hit' : 'miss'}${isLast ? ', last' : ''}${item[role.field] === last ? ', same type' : ''}`
}
