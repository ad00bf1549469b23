import { operationDocument } from '../graphql/request-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import type { OpenSubscription } from '../graphql/subscribe.ts'
import type { Model } from '../model/definition.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { Item } from '../model/item.ts'
import { keyOf } from '../model/item.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'
import { askToHear, askToListen } from './dry-subscription.ts'
import { filteredListDocument } from './list-request.ts'
import { assertRequest } from './request.ts'
import type { Operation, Request } from './request.ts'
import { searchList } from './search-list.ts'
import { modelOfStored } from './stored.ts'

/** A document without the name of its field. */
export type Document = Omit<GraphQLDocument, 'fieldName'>

/** How an actor reaches its sandbox. */
export interface ActorLink {
  /** For messages, e.g. `alice`. */
  readonly name: string
  /** For messages, e.g. `alice {"user_id":"alice"} (oidc)`. */
  readonly caller: string
  readonly world: Pick<World, 'definition' | 'policy' | 'schema' | 'events'>
  readonly token: () => Promise<string>
  /** Sends a request; `dry` works on a copy of the items. */
  readonly send: (document: Document, dry: boolean) => Promise<Answer>
  /** Sends a request on a copy of the items, as somebody whom no rule stops. */
  readonly observe: (document: Document) => Promise<Answer>
  /** Asks for a subscription; without one it was refused. */
  readonly subscribe: (
    document: Document,
  ) => Promise<{ readonly answer: Answer; readonly open?: OpenSubscription }>
}

/** A dry run: who asked what, and what came of it. */
export interface Asked {
  readonly link: ActorLink
  /** e.g. `update Todo {"id":"t1"}`. */
  readonly what: string
  readonly answer: Answer
  /** An item that a list leaves out, or an event that is not heard, without an error. */
  readonly hidden: boolean
  /** Answered with null, because nothing is there. */
  readonly missing: boolean
}

/** What is asked about: a model, or an item of one. */
export interface Subject {
  readonly model: Model
  /** Absent: the model as a whole. */
  readonly item?: Item
  readonly key?: Item
}

/** Asks without changing anything. */
export async function askDry(
  link: ActorLink,
  operation: Operation,
  { target, request }: { readonly target: string | object | null; readonly request: Request },
): Promise<Asked> {
  const subject = subjectOf(link.world, target)
  assertRequest(operation, subject.item !== undefined, request)
  const { model, key } = subject
  const what = [operation, model.name, ...(key === undefined ? [] : [JSON.stringify(key)])]
  const result = await ask(link, operation, { subject, request })
  return { link, what: what.join(' '), hidden: false, missing: false, ...result }
}

type Result = Pick<Asked, 'answer'> & Partial<Pick<Asked, 'hidden' | 'missing'>>

async function ask(
  link: ActorLink,
  operation: Operation,
  { subject, request }: { readonly subject: Subject; readonly request: Request },
): Promise<Result> {
  const { model, item = {}, key } = subject
  switch (operation) {
    case 'listen':
      return askToListen(link, model, request)
    case 'hear':
      return askToHear(link, { model, key: key ?? {} }, request)
    case 'list':
      return key === undefined
        ? { answer: await link.send(filteredListDocument(link.world, model, request), true) }
        : findInList(link, model, key)
    case 'create':
    case 'update':
    case 'delete':
    case 'get':
    case 'read': {
      const parts = { item, request, definition: link.world.definition() }
      const { fieldName, ...document } = operationDocument(model, operation, parts)
      const answer = await link.send(document, true)
      const isNull = answer.data?.[fieldName] === null
      return { answer, missing: isNull && answer.errors.length === 0 }
    }
  }
}

export function subjectOf(
  { definition }: Pick<World, 'definition'>,
  target: string | object | null,
): Subject {
  if (target === null || target === undefined)
    throw new TypeError(
      'the item is null: there was none, or the request that should have brought it was refused',
    )
  const { models } = definition()
  if (typeof target === 'string') return { model: findModel(models, target) }
  const model = findModel(models, modelOfStored(target))
  const item = { ...target }
  return { model, item, key: keyOf(model.identifier, item) }
}

export function findModel(models: readonly Model[], name: string): Model {
  const model = models.find((candidate) => candidate.name === name)
  if (model !== undefined) return model
  const names = models.map((candidate) => candidate.name)
  throw new TypeError(
    `there is no model "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
  )
}

async function findInList(link: ActorLink, model: Model, key: Item): Promise<Result> {
  const { answer, seen } = await searchList(link, model, [key])
  return { answer, hidden: seen.length === 0 }
}
