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
  /** Told of every question with all that it was about; absent: nobody records, and nothing is looked up for it. */
  readonly record?: RecordQuestion
  /** What runs handlers here; absent: what the schema was built with, which worlds may share. */
  readonly runHandlers?: RunHandlers | undefined
  /** Present while a subscription is asked for or an event is delivered. */
  readonly subscriber?: Subscriber
}

/** Takes down a question; `asked` is the decision and what it looked at. */
type RecordQuestion = (asked: AskedQuestion) => void

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
  /** Of create and update: what was sent. */
  readonly input?: Item
}

/** A decision with everything that another version of the rules might look at, which this one need not have. */
export interface AskedQuestion extends FieldDecision {
  /** The arguments of the field. */
  readonly given: Item
  /** What it is about, as stored: an item, a row that a list came by, an event; of create, what was sent. */
  readonly about?: Item
  /** Whether the row was shown, the event delivered. */
  readonly isShown?: boolean
  readonly isEvent?: boolean
  /** Whether the item that has the field is (part of) what a mutation answered. */
  readonly fromMutation?: boolean
}

/** What one subscription hears, as its resolver settled it. */
export interface ListenTerms {
  /** e.g. `onCreateTodo`. */
  readonly fieldName: string
  /** The enhanced filter; null: only the arguments select. */
  readonly filter: FilterGroups | null
  /** The arguments, `filter` included. */
  readonly given: Item
  /** Told of every event that the client asked for, delivered or withheld; absent: nobody records. */
  readonly recordEvent?: (event: Item, isHeard: boolean) => void
}
