import { execute, GraphQLError, Kind, validate } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql'

import type { Item } from '../model/item.ts'
import { matchesFilterGroups } from '../model/subscription-filter.ts'
import type { AppSyncError } from './appsync-errors.ts'
import { coerceVariables } from './coerce-variables.ts'
import type { ListenTerms, RequestContext } from './context.ts'
import type { MutationEvent } from './events.ts'
import { toAppSyncErrors } from './to-appsync-errors.ts'

/** A subscription request. */
export interface SubscribeRequest {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  /** Which operation of the document, when it holds several. */
  readonly operationName?: string | undefined
  readonly context: RequestContext
}

/** An accepted subscription. */
export interface OpenSubscription extends ListenTerms {
  /** Whether this event is for it. */
  readonly hears: (event: MutationEvent) => boolean
  /** The event as the subscription's own selection shows it; fields that the mutation did not select are null. */
  readonly deliver: (event: MutationEvent) => Promise<DeliveredEvent>
}

/** What a subscriber is told of an event; its errors say where and what, and no more (`data-api` §6.2). */
export interface DeliveredEvent {
  readonly data: ExecutionResult['data'] | null
  readonly errors?: readonly Pick<GraphQLError, 'message' | 'path'>[]
}

/** A refusal, as AppSync would word it. */
export interface RefusedSubscription {
  readonly data: ExecutionResult['data'] | null
  readonly errors: readonly AppSyncError[]
}

/** Asks for a subscription: accepted, or the errors of the refusal. */
export async function subscribe(
  request: SubscribeRequest,
): Promise<OpenSubscription | RefusedSubscription> {
  const { schema, document } = request
  const invalid = validate(schema, document)
  if (invalid.length > 0) return refused({ errors: invalid }, request)

  let terms: ListenTerms | undefined
  const result = await run(request, { subscribe: (settled) => (terms = settled) })
  if (result.errors !== undefined) return refused(result, request)
  if (terms !== undefined) return open(request, terms)

  const isEmpty = Object.keys(result.data ?? {}).length === 0
  if (!isEmpty) throw new Error('a subscription was let in, but nothing says what it hears')
  // Its only field is left out by @skip or @include.
  const nothing = new GraphQLError('the subscription selects no field')
  return refused({ errors: [nothing] }, request)
}

function refused(
  { data, errors = [] }: ExecutionResult,
  { document, schema }: SubscribeRequest,
): RefusedSubscription {
  return { data: data ?? null, errors: toAppSyncErrors(errors, document, schema) }
}

function open(request: SubscribeRequest, terms: ListenTerms): OpenSubscription {
  const triggers = triggersOf(request.schema, terms.fieldName)
  return {
    ...terms,
    hears: ({ mutation, payload }) => {
      if (!triggers.includes(mutation)) return false
      const isHeard = isSelected(terms, payload)
      terms.recordEvent?.(payload, isHeard)
      return isHeard
    },
    deliver: async ({ payload }) => {
      const result = await run(request, { event: payload, subscribe: () => undefined })
      return delivered(result, request)
    },
  }
}

function delivered(
  { data, errors = [] }: ExecutionResult,
  { document, schema }: SubscribeRequest,
): DeliveredEvent {
  const worded = toAppSyncErrors(errors, document, schema).map(({ message, path }) => ({
    message,
    path: path ?? undefined,
  }))
  return { data: data ?? null, ...(worded.length === 0 ? {} : { errors: worded }) }
}

/** Where a filter was set it alone selects; without one every argument given must be what the mutation answered. */
function isSelected({ filter, given }: ListenTerms, payload: Item): boolean {
  if (filter !== null) return matchesFilterGroups(payload, filter)
  const asked = Object.entries(given).filter(
    ([name, value]) => name !== 'filter' && (value ?? null) !== null,
  )
  return asked.every(([name, value]) => payload[name] === value)
}

async function run(
  { schema, document, variables, operationName, context }: SubscribeRequest,
  subscriber: NonNullable<RequestContext['subscriber']>,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    variableValues: coerceVariables({ schema, document, operationName }, variables ?? {}),
    operationName,
    contextValue: { ...context, subscriber },
  })
}

/** The mutations in the field's `@aws_subscribe`. */
function triggersOf(schema: GraphQLSchema, fieldName: string): readonly string[] {
  const field = schema.getSubscriptionType()?.getFields()[fieldName]
  const directive = field?.astNode?.directives?.find(({ name }) => name.value === 'aws_subscribe')
  const mutations = directive?.arguments?.[0]?.value
  if (mutations?.kind !== Kind.LIST) return []
  return mutations.values.flatMap((value) => (value.kind === Kind.STRING ? [value.value] : []))
}
