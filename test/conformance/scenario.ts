/** What a step must come to, or came to: the oracle's outcome of a query or mutation, nothing else. */
export interface Outcome {
  /** Absent for 200. */
  readonly status?: number
  readonly data: unknown
  readonly errors?: readonly OutcomeError[]
  /** Lists whose order DynamoDB does not define, as response paths without indexes, e.g. `listTodos.items`. */
  readonly unordered?: readonly string[]
  /** Connections that a page limit cut: which items they hold is a matter of scan order, so those are left out. */
  readonly truncated?: readonly string[]
}

/** One error of an outcome; `kind` stands for texts that GraphQL libraries word in their own ways. */
export interface OutcomeError {
  readonly path: readonly (string | number)[] | null
  readonly errorType: string | null
  readonly message: string
  readonly kind?: 'validation' | 'nonnull' | 'serialize'
}

/** A caller: claims of an OIDC token, or the API key. */
export type Caller =
  | { readonly mode: 'oidc'; readonly claims: Readonly<Record<string, unknown>> }
  | { readonly mode: 'apiKey' }

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
  readonly steps: readonly Step[]
}
