import type { Identity } from '../identity/identity.ts'
import type { CustomOperation } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import type { FilterGroups } from '../model/subscription-filter.ts'
import type { Store } from '../store/store.ts'
import type { HandlerError } from './handler-error.ts'

/** One call of a custom operation that the rules let through: what AppSync gives its handlers. */
export interface HandlerCall {
  readonly operation: CustomOperation
  /** Coerced by GraphQL; AWSJSON is parsed already. */
  readonly arguments: Item
  readonly identity: Identity
  readonly request: HandlerRequest
  readonly info: HandlerInfo
  /** The items that the request works on: the sandbox's own, or the copy of a dry run. */
  readonly store: Store
  /** Told of `util.appendError()`: errors beside an answer. */
  readonly appendError: (error: HandlerError) => void
  /** Of subscriptions: told of `extensions.setSubscriptionFilter()`; null takes the filter away. */
  readonly setSubscriptionFilter: (filter: FilterGroups | null) => void
}

/** `ctx.request`. */
interface HandlerRequest {
  /** Names in lower case; empty for calls that came by no HTTP request. */
  readonly headers: Readonly<Record<string, string>>
}

/** `ctx.info`. */
interface HandlerInfo {
  readonly fieldName: string
  readonly parentTypeName: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Paths such as `['id', 'post', 'post/title']`. */
  readonly selectionSetList: readonly string[]
  /** The selection as GraphQL text; empty for a scalar. */
  readonly selectionSetGraphQL: string
}

/** Runs everything behind a custom operation, in order; rejects with a `HandlerError` when the field fails. */
export type RunHandlers = (call: HandlerCall) => Promise<unknown>
