import { explainDecision } from '../authorization/explain.ts'
import type { Explanation } from '../authorization/explain.ts'
import { AccessError, answerLines } from './access-error.ts'
import { decisionToShow, isRefusal } from './answer.ts'
import type { GraphQLAnswer, RefusalWord } from './answer.ts'
import type { Assertion, Assertions } from './assertion.ts'
import { askDry, subjectOf } from './dry-run.ts'
import type { ActorLink, Asked, Document } from './dry-run.ts'
import { expectAccess, expectLive, expectRefusal } from './expectations.ts'
import { hear } from './heard.ts'
import type { Subscription } from './heard.ts'
import { modelMethods, operationMethods } from './models.ts'
import type { CollectionOperation, ItemOperation, Operation, Request } from './request.ts'
import { searchList } from './search-list.ts'
import type { AnySchema, ModelName, Models, Operations } from './schema-types.ts'

/** Somebody who sends requests. */
export interface Actor<Schema extends AnySchema = AnySchema> {
  /** Resolves if the request succeeds without an error; rejects with an `AccessError` that shows the trace. Changes no data. */
  can(operation: CollectionOperation, model: ModelName<Schema>, request?: Request): Assertion
  can(operation: ItemOperation, item: object | null, request?: Request): Assertion
  /** Resolves if it is refused; with a reason, only if refused for that one. Changes no data. */
  cannot(
    operation: CollectionOperation,
    model: ModelName<Schema>,
    request?: Request | RefusalWord,
  ): Assertion
  cannot(operation: ItemOperation, item: object | null, request?: Request | RefusalWord): Assertion
  /** Which of these items a list shows, in the order given; none of them when listing is refused. */
  sees<Stored extends object>(items: readonly Stored[]): Promise<Stored[]>
  /** The decision, in words, without asserting anything: the denial, else the last one. Changes no data. */
  decide(
    operation: Operation,
    target: ModelName<Schema> | object | null,
    request?: Request,
  ): Promise<Explanation>
  /** Any GraphQL, really done, answered as AppSync would; never throws for a refusal. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- lets a suite name the shape of its answer
  graphql<Data = Record<string, unknown>>(
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<GraphQLAnswer<Data>>
  /** create, get, list, update, delete, index queries, onCreate, onUpdate, onDelete of each model: really done. */
  readonly models: Models<Schema>
  /** Custom queries: really done. */
  readonly queries: Operations<Schema, 'customQuery'>
  /** Custom mutations: really done. */
  readonly mutations: Operations<Schema, 'customMutation'>
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

export function createActor<Schema extends AnySchema>(
  link: ActorLink,
  assertions: Assertions,
): Actor<Schema> {
  const subscribe = (document: Document): Promise<Subscription> => subscribeTo(link, document)
  const requests = { link, subscribe }
  return {
    ...checksOf(link, assertions),
    sees: (items) => sees(link, items),
    decide: async (operation, target, request = {}) =>
      decisionOf(await askDry(link, operation, { target, request })),
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
    graphql: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const { data, errors } = await link.send({ query, variables }, false)
      return { data: data as Data | null, ...(errors.length === 0 ? {} : { errors }) }
    },
    // The user's types say what these hold; they are made from the definition that the types came from.
    models: modelMethods(requests) as Models<Schema>,
    queries: operationMethods(requests, 'Query') as Operations<Schema, 'customQuery'>,
    mutations: operationMethods(requests, 'Mutation') as Operations<Schema, 'customMutation'>,
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
    subscribe: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) =>
      (await subscribe({ query, variables })) as Subscription<Data>,
    token: link.token,
  }
}

type Target = string | object | null

function checksOf(link: ActorLink, { begin }: Assertions): Pick<Actor, 'can' | 'cannot'> {
  function can(operation: Operation, target: Target, request: Request = {}): Assertion {
    return begin(async () => {
      expectAccess(await askDry(link, operation, { target, request }))
    }, can)
  }
  function cannot(
    operation: Operation,
    target: Target,
    given: Request | RefusalWord = {},
  ): Assertion {
    const request = typeof given === 'string' ? { reason: given } : given
    return begin(async () => {
      const asked = await askDry(link, operation, { target, request })
      const { item, model } = subjectOf(link.world, target)
      const { reason } = request
      expectLive(asked, { reason, operation, isItem: item !== undefined, model: model.name })
      expectRefusal(asked, request)
    }, cannot)
  }
  return { can, cannot }
}

async function subscribeTo(link: ActorLink, document: Document): Promise<Subscription> {
  const { answer, open } = await link.subscribe(document)
  expectAccess({ link, what: 'subscribe', answer, hidden: false, missing: false })
  if (open === undefined) throw new Error('a subscription was let in, but nothing is heard of it')
  return hear(link.world.events, open) as Subscription
}

function decisionOf({ answer, what, link }: Asked): Explanation {
  const shown = decisionToShow(answer)
  if (shown !== undefined && answer.notes.refusal === undefined)
    return explainDecision(shown.decision)
  const lines = answerLines(link.caller, answer, 'access')
  const headline = `${link.name} asked to ${what}, and no decision was made`
  throw new AccessError('OTHER_ERROR', [headline, '', ...lines].join('\n'))
}

async function sees<Stored extends object>(
  link: ActorLink,
  items: readonly Stored[],
): Promise<Stored[]> {
  const subjects = items.map((stored) => ({ ...subjectOf(link.world, stored), stored }))
  const shown = new Set<unknown>()
  for (const model of new Set(subjects.map((subject) => subject.model))) {
    const keys = subjects.flatMap(({ key, ...subject }) =>
      subject.model === model && key !== undefined ? [key] : [],
    )
    const { answer, seen } = await searchList(link, model, keys)
    const other = answer.errors.find((error) => !isRefusal(error))
    if (other !== undefined)
      throw new AccessError('OTHER_ERROR', `the list fails: ${other.message}`)
    for (const key of seen) shown.add(key)
  }
  return subjects.filter(({ key }) => shown.has(key)).map(({ stored }) => stored)
}
