import { fieldDocument } from '../graphql/field-document.ts'
import type { FieldRequest } from '../graphql/field-document.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import { generatedOperations } from '../model/definition.ts'
import type { CustomOperation, GeneratedOperation, Model } from '../model/definition.ts'
import { isObject } from '../model/is-object.ts'
import { keyOf } from '../model/item.ts'
import type { Item } from '../model/item.ts'
import type { GraphQLAnswer } from './answer.ts'
import type { ActorLink, Document } from './dry-run.ts'
import type { Subscription } from './heard.ts'
import { stored } from './stored.ts'

/** What `models` and the like are made with. */
export interface Requests {
  readonly link: ActorLink
  readonly subscribe: (document: Document) => Promise<Subscription>
}

type Method = (given?: Item, options?: Item) => Promise<unknown>

/** `models.Todo.create(…)` and so on, for every model, by name. */
export function modelMethods(requests: Requests): Record<string, Record<string, Method>> {
  const { models } = requests.link.world.definition()
  return Object.fromEntries(models.map((model) => [model.name, methodsOf(requests, model)]))
}

/** Custom operations under one root, by name. */
export function operationMethods(
  requests: Requests,
  root: CustomOperation['root'],
): Record<string, Method> {
  const { operations } = requests.link.world.definition()
  const here = operations.filter((operation) => operation.root === root)
  return Object.fromEntries(
    here.map(({ name }) => [
      name,
      async (args = {}) => {
        const { data, ...rest } = await send(requests, { root, fieldName: name, args })
        return { data: data?.[name] ?? null, ...rest }
      },
    ]),
  )
}

function methodsOf(requests: Requests, model: Model): Record<string, Method> {
  const generated = generatedOperations
    .filter((operation) => !model.disabled.includes(operation))
    .map((operation) => [operation, methodOf(requests, model, operation)] as const)
  const indexed = model.indexes.flatMap(({ queryField }): [string, Method][] =>
    queryField === null
      ? []
      : [
          [
            queryField,
            (input, options) =>
              page(requests, model, { fieldName: queryField, args: { ...input, ...options } }),
          ],
        ],
  )
  return Object.fromEntries([...generated, ...indexed])
}

function methodOf(requests: Requests, model: Model, operation: GeneratedOperation): Method {
  const fieldName = rootFieldName(operation, model.name)
  // A whole item may stand for its key.
  const keyIn = (item: Item): Item => keyOf(model.identifier, item)
  switch (operation) {
    case 'list':
      return (args = {}) => page(requests, model, { fieldName, args })
    case 'get':
      return (item = {}) => one(requests, model, { root: 'Query', fieldName, args: keyIn(item) })
    case 'create':
    case 'update':
      return (input = {}) => one(requests, model, { root: 'Mutation', fieldName, args: { input } })
    case 'delete':
      return (item = {}) =>
        one(requests, model, { root: 'Mutation', fieldName, args: { input: keyIn(item) } })
    case 'onCreate':
    case 'onUpdate':
    case 'onDelete':
      return (args = {}) => listenTo(requests, model, { fieldName, args })
  }
}

async function one(requests: Requests, model: Model, request: FieldRequest): Promise<object> {
  const { data, ...rest } = await send(requests, request)
  return { data: itemOf(model, data?.[request.fieldName]), ...rest }
}

async function page(
  requests: Requests,
  model: Model,
  request: Omit<FieldRequest, 'root'>,
): Promise<object> {
  const { data, ...rest } = await send(requests, { ...request, root: 'Query' })
  const found = data?.[request.fieldName]
  const { items, nextToken } = isObject(found) ? found : {}
  const list: readonly unknown[] = Array.isArray(items) ? items : []
  return { data: list.map((item) => itemOf(model, item)), nextToken: nextToken ?? null, ...rest }
}

async function listenTo(
  requests: Requests,
  model: Model,
  request: Omit<FieldRequest, 'root'>,
): Promise<Subscription> {
  const subscription = await requests.subscribe(
    documentOf(requests, { ...request, root: 'Subscription' }),
  )
  return only(subscription, (answer) => ({
    ...answer,
    data: itemOf(model, answer.data?.[request.fieldName]),
  }))
}

/** The same subscription with every answer changed. */
function only(
  subscription: Subscription,
  change: (answer: GraphQLAnswer) => GraphQLAnswer,
): Subscription {
  return {
    ...subscription,
    next: async () => {
      const read = await subscription.next()
      return read.done === true ? read : { done: false, value: change(read.value) }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

function itemOf(model: Model, value: unknown): Item | null {
  return isObject(value) ? stored(model.name, value) : null
}

function documentOf({ link: { world } }: Requests, request: FieldRequest): Document {
  const { query, variables } = fieldDocument(world.schema(), world.definition(), request)
  return { query, variables }
}

async function send(requests: Requests, request: FieldRequest): Promise<GraphQLAnswer> {
  const { data, errors } = await requests.link.send(documentOf(requests, request), false)
  return { data, ...(errors.length === 0 ? {} : { errors }) }
}
