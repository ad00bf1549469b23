import { randomUUID } from 'node:crypto'

import type { Clock } from '../clock.ts'
import { isoTime } from '../clock.ts'
import type { Field, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { hasImplicitId } from './types/model-fields.ts'

/** The input with the values of `.default()` where it has none, or null (`data-api` §5.4). */
export function withDefaults(model: Model, input: Item): Item {
  const missing = model.fields.filter(
    ({ name, defaultValue }) => defaultValue !== undefined && (input[name] ?? null) === null,
  )
  return { ...input, ...Object.fromEntries(missing.map((field) => [field.name, defaultOf(field)])) }
}

/** What is stored for this input: it wins over the generated id and timestamps; an explicit null stays. */
export function newItem(model: Model, input: Item, clock: Clock): Item {
  const now = isoTime(clock)
  return {
    ...(hasGeneratedId(model) ? { id: randomUUID() } : {}),
    createdAt: now,
    updatedAt: now,
    ...input,
    __typename: model.name,
  }
}

/** A UUID is made for any `id` of type ID or String, key or not. */
function hasGeneratedId(model: Model): boolean {
  if (hasImplicitId(model)) return true
  return model.fields.some(
    ({ name, type }) => name === 'id' && (type === 'ID' || type === 'String'),
  )
}

const numeric = new Set(['Int', 'Float', 'AWSTimestamp'])

function defaultOf({ type, defaultValue = '' }: Field): unknown {
  if (numeric.has(type)) return Number(defaultValue)
  if (type === 'Boolean') return defaultValue === 'true'
  return type === 'AWSJSON' ? JSON.parse(defaultValue) : defaultValue
}
