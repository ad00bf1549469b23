import { listDocument } from '../graphql/request-document.ts'
import type { Model } from '../model/definition.ts'
import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import type { Answer } from './answer.ts'
import type { ActorLink } from './dry-run.ts'

/** Pages through the list until every item came or the list ends; which of them it shows. */
export async function searchList(
  link: ActorLink,
  model: Model,
  keys: readonly Item[],
): Promise<{ readonly answer: Answer; readonly seen: readonly Item[] }> {
  const seen = new Set<Item>()
  let nextToken: string | null = null
  for (;;) {
    const { fieldName, ...document } = listDocument(model, { nextToken, fields: model.identifier })
    const answer = await link.send(document, true)
    const page = pageIn(answer, fieldName)
    for (const key of keys) if (page.items.some((item) => isAt(model, key, item))) seen.add(key)
    nextToken = page.nextToken
    if (seen.size === keys.length || nextToken === null) return { answer, seen: [...seen] }
  }
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextToken: string | null
}

/** A list that was refused shows nothing. */
function pageIn({ data }: Answer, fieldName: string): Page {
  const page = data?.[fieldName]
  const { items, nextToken } = isObject(page) ? page : {}
  return {
    items: Array.isArray(items) ? items : [],
    nextToken: typeof nextToken === 'string' ? nextToken : null,
  }
}

function isAt({ identifier }: Model, key: Item, item: unknown): boolean {
  return isObject(item) && identifier.every((name) => item[name] === key[name])
}
