import type { GraphQLError } from 'graphql'

import type { Decision } from '../authorization/decision.ts'
import type { Clock } from '../clock.ts'
import type { RunHandlers } from '../handlers/handler-call.ts'
import type { Identity } from '../identity/identity.ts'
import type { Item, Key } from '../model/item.ts'
import type { FilterGroups } from '../model/subscription-filter.ts'
import type { Store } from '../store/store.ts'

/** What a resolver may use: who asks, the items, the time, and where decisions are noted. */
export interface RequestContext {
  readonly identity: Identity
  readonly store: Store
  readonly clock: Clock
  readonly note: (decision: FieldDecision) => void
  /** True when the items are a copy that is thrown away: nobody else is told of changes. */
  readonly isDryRun?: boolean
  /** Of the HTTP request, names in lower case; absent: it came by no such request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Told of errors that stand beside the answer of a field that has one; absent: nobody is told. */
  readonly appendError?: (error: GraphQLError) => void
  /** What runs handlers here; absent: what the schema was built with, which worlds may share. */
  readonly runHandlers?: RunHandlers | undefined
  /** Present while a subscription is asked for or an event is delivered. */
  readonly subscriber?: Subscriber
}

/** A subscription at one of its two moments. */
interface Subscriber {
  /** What is delivered; absent while the subscription is asked for. */
  readonly event?: Item
  /** Told what the subscription hears, when it is accepted. */
  readonly subscribe: (terms: ListenTerms) => void
}

/** A decision and the GraphQL field that it was about. */
export interface FieldDecision {
  readonly decision: Decision
  /** e.g. `Mutation` and `updateTodo`, or `Employee` and `salary`. */
  readonly parentType: string
  readonly fieldName: string
  /** Response path, e.g. `['listEmployees', 'items', 0, 'salary']`. */
  readonly path: readonly (string | number)[]
  readonly model: string
  /** The key of the item, when one was asked for. */
  readonly key?: Key
  /** What the decision looked at, as stored. */
  readonly item?: Item
  /** Of create and update: what was sent; of list and listen: the arguments. */
  readonly input?: Item
}

/** What one subscription hears, as its resolver settled it. */
export interface ListenTerms {
  /** e.g. `onCreateTodo`. */
  readonly fieldName: string
  /** The enhanced filter; null: only the arguments select. */
  readonly filter: FilterGroups | null
  /** The arguments, `filter` included. */
  readonly given: Item
}
