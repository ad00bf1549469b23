import type { Decision } from '../authorization/decision.ts'
import type { Clock } from '../clock.ts'
import type { Identity } from '../identity/identity.ts'
import type { Key } from '../model/item.ts'
import type { Store } from '../store/store.ts'

/** What a resolver may use: who asks, the items, the time, and where decisions are noted. */
export interface RequestContext {
  readonly identity: Identity
  readonly store: Store
  readonly clock: Clock
  readonly note: (decision: FieldDecision) => void
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
}
