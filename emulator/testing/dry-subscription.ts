import { fieldDocument } from '../graphql/field-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import type { Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import type { ActorLink, Asked } from './dry-run.ts'
import { ownerFieldOf } from './list-request.ts'
import type { Request } from './request.ts'

/** What each subscription tells of. */
const mutationOf = { onUpdate: 'update', onDelete: 'delete' } as const

/** Asks for a subscription, and hears nothing. */
export async function askToListen(
  link: ActorLink,
  model: Model,
  request: Request,
): Promise<Pick<Asked, 'answer'>> {
  const event = (['onCreate', 'onUpdate', 'onDelete'] as const).find(
    (operation) => !model.disabled.includes(operation),
  )
  if (event === undefined) throw new TypeError(`"${model.name}" has no subscription`)
  const { answer } = await link.subscribe(subscriptionDocument(link, { model, event }, request))
  return { answer }
}

/** Asks for a subscription and lets the item change on a copy: would the subscription be told? */
export async function askToHear(
  link: ActorLink,
  { model, key }: { readonly model: Model; readonly key: Item },
  request: Request,
): Promise<Pick<Asked, 'answer' | 'hidden'>> {
  const event = (['onUpdate', 'onDelete'] as const).find(
    (operation) =>
      !model.disabled.includes(operation) && !model.disabled.includes(mutationOf[operation]),
  )
  if (event === undefined)
    throw new TypeError(`"${model.name}" tells nobody of changes: it has no onUpdate and onDelete`)
  const asked = await link.subscribe(subscriptionDocument(link, { model, event }, request))
  if (asked.open === undefined) return { answer: asked.answer, hidden: false }
  const mutation = rootFieldName(mutationOf[event], model.name)
  const payload = await changeOf(link, mutation, key)
  return { answer: asked.answer, hidden: !asked.open.hears({ mutation, payload }) }
}

function subscriptionDocument(
  { world }: ActorLink,
  { model, event }: { readonly model: Model; readonly event: 'onCreate' | 'onUpdate' | 'onDelete' },
  { filter, owner, args = {} }: Request,
): GraphQLDocument {
  const owned = owner === undefined ? {} : { [ownerFieldOf(world, model)]: owner }
  return fieldDocument(world.schema(), world.definition(), {
    root: 'Subscription',
    fieldName: rootFieldName(event, model.name),
    args: { ...args, ...owned, ...(filter === undefined ? {} : { filter }) },
  })
}

/** What the mutation answers to somebody who selects everything. */
async function changeOf(link: ActorLink, mutation: string, key: Item): Promise<Item> {
  const { world } = link
  const answer = await link.observe(
    fieldDocument(world.schema(), world.definition(), {
      root: 'Mutation',
      fieldName: mutation,
      args: { input: key },
    }),
  )
  const payload = answer.data?.[mutation]
  if (typeof payload === 'object' && payload !== null) return { ...payload }
  const why = answer.errors.map(({ message }) => message).join('; ')
  throw new TypeError(`${JSON.stringify(key)} cannot change, so nobody hears of it: ${why}`)
}
