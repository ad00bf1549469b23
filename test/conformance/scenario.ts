import type { Identity } from '../../emulator/identity/identity.ts'
import type { FilterGroups } from '../../emulator/model/subscription-filter.ts'

/** What a step must come to, or came to: the oracle's outcome. */
export interface Outcome {
  /** Absent for 200. */
  readonly status?: number
  readonly data: unknown
  readonly errors?: readonly OutcomeError[]
  /** Of a subscription step. */
  readonly subscription?: SubscriptionOutcome
  /** What open subscriptions hear of a mutation step. */
  readonly events?: readonly HeardEvent[]
  /** Lists whose order DynamoDB does not define, as response paths without indexes, e.g. `listTodos.items`. */
  readonly unordered?: readonly string[]
  /** Connections that a page limit cut: which items they hold is a matter of scan order, so those are left out. */
  readonly truncated?: readonly string[]
  /** Why nobody is held to this outcome; such steps are sent, and not compared. */
  readonly uncertain?: readonly string[]
}

/** One error of an outcome; `kind` stands for texts that GraphQL libraries word in their own ways. */
export interface OutcomeError {
  readonly path: readonly (string | number)[] | null
  readonly errorType: string | null
  readonly message: string
  readonly kind?: 'validation' | 'nonnull' | 'serialize'
}

/** Whether a subscription was accepted, and what it hears. */
export interface SubscriptionOutcome {
  readonly connected: boolean
  readonly field?: string
  readonly filter?: { readonly filterGroup: FilterGroups } | null
  readonly args?: Readonly<Record<string, unknown>>
}

/** An event, for the n-th subscription that was accepted. */
export interface HeardEvent {
  readonly subscription: number
  readonly field: string
  readonly payload: unknown
}

/** A caller of any mode; identities are taken as proved. */
export type Caller =
  | { readonly mode: 'oidc' | 'userPool'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly mode: 'apiKey' | 'iam' | 'lambda' }
  | { readonly mode: 'identityPool'; readonly role: 'auth' | 'unauth' }

/** The identity that a caller proves to be. */
export function identityOf(caller: Caller): Identity {
  switch (caller.mode) {
    case 'oidc':
    case 'userPool':
      return { mode: caller.mode, issuer: 'https://issuer.example', claims: caller.claims }
    case 'iam':
      return { mode: 'iam', principal: 'non-cognito' }
    case 'identityPool':
      return { mode: 'iam', principal: caller.role === 'unauth' ? 'guest' : 'authenticated' }
    case 'apiKey':
    case 'lambda':
      return { mode: caller.mode }
  }
}

/** One request. A variable `{{steps.1.data.createTodo.id}}` is that part of an earlier answer. */
export interface Step {
  /** What is shown, with its number where it stands in a numbered table. */
  readonly case: string
  readonly as: string
  readonly op: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly expected: Outcome
}

/** SDL with `@model` and `@auth`, or a builder expression with `a` in scope. */
export type ScenarioSchema = string | { readonly gen2: string }

/** A schema, callers, items and requests in order on one store: the format of the reference runs. */
export interface Scenario {
  readonly name: string
  /** Where the expectations come from. */
  readonly evidence: string
  readonly schema: ScenarioSchema
  readonly authModes: { readonly default: string; readonly additional?: readonly string[] }
  readonly identities: Readonly<Record<string, Caller>>
  readonly seed?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /** What AWS says to a definition that cannot be deployed; there are no steps then. */
  readonly refused?: string
  readonly steps: readonly Step[]
}
