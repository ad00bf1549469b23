import type { Definition, Model } from '../model/definition.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { Item } from '../model/item.ts'
import { keyOf } from '../model/item.ts'
import type { Answer, RefusalWord } from './answer.ts'
import { listDocument, operationDocument } from '../graphql/request-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import type { Heard } from './heard.ts'
import { modelOfStored } from './stored.ts'
import type { Stored } from './stored.ts'

/** What can be asked of a model. */
export type CollectionOperation = 'create' | 'list'
/** What can be asked of an item; `read` is `get` with every field, `list` asks whether a list shows it. */
export type ItemOperation = 'get' | 'read' | 'list' | 'update' | 'delete'

/** Details of an expectation. */
export interface Request {
  /** Of create and update; by default the smallest one. */
  readonly input?: Item
  /** Fields to select, or only `field`. */
  readonly fields?: readonly string[]
  readonly field?: string
  /** For `cannot`: refused for this reason, not for another. */
  readonly reason?: RefusalWord
}

/** How an actor reaches its sandbox. */
export interface ActorLink {
  /** For messages, e.g. `alice {"user_id":"alice"}`. */
  readonly caller: string
  readonly definition: Definition
  readonly token: () => Promise<string>
  /** Sends a request; `dry` works on a copy of the items. */
  readonly send: (document: Omit<GraphQLDocument, 'fieldName'>, dry: boolean) => Promise<Answer>
  /** Asks for a subscription; without anything heard it was refused. */
  readonly subscribe: (
    document: Omit<GraphQLDocument, 'fieldName'>,
  ) => Promise<{ readonly answer: Answer; readonly heard?: Heard }>
}

export type Operation = CollectionOperation | ItemOperation

/** A dry run: who asked what, and what came of it. */
export interface Asked {
  readonly link: ActorLink
  /** e.g. `update Todo {"id":"t1"}`. */
  readonly what: string
  readonly answer: Answer
  /** `list` of an item: left out of the list without an error. */
  readonly hidden: boolean
}

/** Asks without changing anything. */
export async function askDry(
  link: ActorLink,
  operation: Operation,
  { target, request }: { readonly target: string | Stored; readonly request: Request },
): Promise<Asked> {
  const item = typeof target === 'string' ? undefined : target
  const model = findModel(
    link.definition,
    typeof target === 'string' ? target : modelOfStored(target),
  )
  const key = item === undefined ? undefined : keyOf(model.identifier, item)
  const what = [operation, model.name, ...(key === undefined ? [] : [JSON.stringify(key)])].join(
    ' ',
  )
  if (operation === 'list' && key !== undefined) {
    const { answer, found } = await searchList(link, model, key)
    return { link, what, answer, hidden: !found }
  }
  const document = operationDocument(model, operation, {
    item: item ?? {},
    request,
    definition: link.definition,
  })
  return { link, what, answer: await link.send(document, true), hidden: false }
}

function findModel({ models }: Definition, name: string): Model {
  const model = models.find((candidate) => candidate.name === name)
  if (model !== undefined) return model
  const names = models.map((candidate) => candidate.name)
  throw new TypeError(
    `there is no model "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
  )
}

/** Pages through the list until the item comes or the list ends. */
async function searchList(
  link: ActorLink,
  model: Model,
  key: Item,
): Promise<{ answer: Answer; found: boolean }> {
  let nextToken: string | null = null
  for (;;) {
    const { fieldName, ...document } = listDocument(model, { nextToken, fields: model.identifier })
    const answer = await link.send(document, true)
    const page = answer.data?.[fieldName] as
      | { items: readonly Item[]; nextToken: string | null }
      | null
      | undefined
    const found =
      page?.items.some((item) => model.identifier.every((name) => item[name] === key[name])) ??
      false
    nextToken = page?.nextToken ?? null
    if (found || nextToken === null) return { answer, found }
  }
}
