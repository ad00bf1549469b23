import { randomUUID } from 'node:crypto'

import type { Clock } from '../clock.ts'
import { isoTime } from '../clock.ts'
import type { Field, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { isNumericScalar } from '../model/scalars.ts'
import { hasImplicitId } from './types/model-fields.ts'

/** The input with the values of `.default()` where it has none, or null (`data-api` §5.4). */
export function withDefaults(model: Model, input: Item): Item {
  const missing = model.fields.filter(
    ({ name, defaultValue }) => defaultValue !== undefined && (input[name] ?? null) === null,
  )
  return { ...input, ...Object.fromEntries(missing.map((field) => [field.name, defaultOf(field)])) }
}

/** What the API makes up for a new item: an id, and one time for both timestamps. */
export function generatedValues(model: Model, clock: Clock): Item {
  const now = isoTime(clock)
  return {
    ...(hasGeneratedId(model) ? { id: randomUUID() } : {}),
    createdAt: now,
    updatedAt: now,
  }
}

/**
 * What is stored for this input: it wins over generated values. An explicit null stays, except on the partition key of a
 * secondary index, which AWS's resolver leaves out.
 */
export function newItem(model: Model, generated: Item, input: Item): Item {
  const indexed = new Set(model.indexes.map(({ partitionKey }) => partitionKey))
  const written = Object.entries({ ...generated, ...input, __typename: model.name })
  return Object.fromEntries(written.filter(([name, value]) => value !== null || !indexed.has(name)))
}

/** A UUID is made for any `id` of type ID or String, key or not. */
function hasGeneratedId(model: Model): boolean {
  if (hasImplicitId(model)) return true
  return model.fields.some(
    ({ name, type }) => name === 'id' && (type === 'ID' || type === 'String'),
  )
}

function defaultOf({ type, defaultValue = '' }: Field): unknown {
  if (isNumericScalar(type)) return Number(defaultValue)
  if (type === 'Boolean') return defaultValue === 'true'
  return type === 'AWSJSON' ? JSON.parse(defaultValue) : defaultValue
}
