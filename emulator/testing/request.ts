import { didYouMean } from '../model/did-you-mean.ts'
import type { Filter } from '../model/filter.ts'
import type { Item } from '../model/item.ts'
import type { RefusalWord } from './answer.ts'

/** What can be asked of a model; `listen` subscribes. */
const collectionOperations = ['create', 'list', 'listen'] as const
export type CollectionOperation = (typeof collectionOperations)[number]

/**
 * What can be asked of an item: `read` is `get` with every field, `list` asks whether a list shows it, `hear` whether a
 * subscription is told when it changes.
 */
const itemOperations = ['get', 'read', 'list', 'update', 'delete', 'hear'] as const
export type ItemOperation = (typeof itemOperations)[number]

export type Operation = CollectionOperation | ItemOperation

/** Details of an expectation. */
export interface Request {
  /** Of create and update; by default the smallest one. */
  readonly input?: Item
  /** Fields to select, or only `field`. */
  readonly fields?: readonly string[]
  readonly field?: string
  /** Of list, listen and hear. */
  readonly filter?: Filter
  /** Of list, listen and hear: whose items are asked for. */
  readonly owner?: string
  /** Of list, listen and hear: further arguments, such as those about keys. */
  readonly args?: Item
  /** For `cannot`: refused for this reason, not for another. */
  readonly reason?: RefusalWord
  /** For `cannot`: the kind of error, AppSync's "Not Authorized to access …" or "Unauthorized on [fields]"; by default any. */
  readonly errors?: 'any' | 'not-authorized' | 'unauthorized-fields'
}

const always = ['reason', 'errors'] as const
const selecting = ['fields', 'field'] as const
const asking = ['filter', 'owner', 'args'] as const

/** What goes with an operation, for a model or for an item of it. */
const partsOf: Readonly<Record<Operation, readonly (keyof Request)[]>> = {
  create: ['input', ...selecting],
  update: ['input', ...selecting],
  delete: selecting,
  get: selecting,
  read: selecting,
  list: [...asking, ...selecting],
  listen: asking,
  hear: asking,
}

/** Throws TypeError for what cannot be asked: a suite in JavaScript has nobody else to tell it. */
export function assertRequest(operation: Operation, isItem: boolean, request: Request): void {
  const operations: readonly string[] = isItem ? itemOperations : collectionOperations
  if (!operations.includes(operation)) {
    const what = isItem ? 'an item' : 'a model'
    throw new TypeError(
      `"${operation}" cannot be asked of ${what}${didYouMean(operation, operations)}; there are ${operations.join(', ')}`,
    )
  }
  const parts = isItem && operation === 'list' ? [] : partsOf[operation]
  const known: readonly string[] = [...parts, ...always]
  for (const name of Object.keys(request)) {
    if (known.includes(name)) continue
    throw new TypeError(
      `"${operation}" takes no "${name}"${didYouMean(name, known)}; it takes ${known.join(', ')}`,
    )
  }
}
