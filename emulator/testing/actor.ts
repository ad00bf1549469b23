import { expectAccess, expectRefusal } from './expectations.ts'
import type { AnswerError, RefusalWord } from './answer.ts'
import { askDry } from './dry-run.ts'
import type {
  ActorLink,
  Asked,
  CollectionOperation,
  ItemOperation,
  Operation,
  Request,
} from './dry-run.ts'
import type { Stored } from './stored.ts'

/** An answer of the API. */
export interface GraphQLAnswer<Data = Record<string, unknown>> {
  readonly data: Data | null
  readonly errors?: readonly AnswerError[]
}

/** What is heard, oldest first: `for await (const { data } of subscription)`, or one by one with `next()`. */
export interface Subscription<Data = Record<string, unknown>> extends AsyncIterableIterator<
  GraphQLAnswer<Data>
> {
  /** Hears nothing more; what was heard up to now can still be read, and then it ends. A reset of the sandbox does the same. */
  close(): void
}

/** Somebody who sends requests. */
export interface Actor {
  /** Resolves if the request succeeds without an error; rejects with an `AccessError` that shows the trace. Changes no data. */
  can(operation: CollectionOperation, model: string, request?: Request): Promise<void>
  can(operation: ItemOperation, item: Stored, request?: Request): Promise<void>
  /** Resolves if it is refused; with a reason, only if refused for that one. Changes no data. */
  cannot(
    operation: CollectionOperation,
    model: string,
    request?: Request | RefusalWord,
  ): Promise<void>
  cannot(operation: ItemOperation, item: Stored, request?: Request | RefusalWord): Promise<void>
  /** Any GraphQL, really done, answered as AppSync would; never throws for a refusal. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- lets a suite name the shape of its answer
  graphql<Data = Record<string, unknown>>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<GraphQLAnswer<Data>>
  /**
   * Subscribes and hears every event from now on, each as AppSync would send it; rejects with an `AccessError` that shows the
   * trace when it is refused.
   */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
  subscribe<Data = Record<string, unknown>>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Subscription<Data>>
  /** The token of this actor at the sandbox's clock; throws TypeError for an actor that has none. */
  token(): Promise<string>
}

export function createActor(link: ActorLink): Actor {
  const ask = (operation: Operation, target: string | Stored, request: Request): Promise<Asked> =>
    askDry(link, operation, { target, request })
  return {
    can: async (operation: Operation, target: string | Stored, request: Request = {}) => {
      expectAccess(await ask(operation, target, request))
    },
    cannot: async (
      operation: Operation,
      target: string | Stored,
      request: Request | RefusalWord = {},
    ) => {
      const details = typeof request === 'string' ? { reason: request } : request
      expectRefusal(await ask(operation, target, details), details.reason)
    },
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
    graphql: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const { data, errors } = await link.send({ query, variables }, false)
      return { data: data as Data | null, ...(errors.length === 0 ? {} : { errors }) }
    },
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
    subscribe: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const { answer, heard } = await link.subscribe({ query, variables })
      expectAccess({ link, what: 'subscribe', answer, hidden: false })
      return heard as Subscription<Data>
    },
    token: link.token,
  }
}
