import { readFileSync } from 'node:fs'

import type { Place } from '../model/definition.ts'
import { placeAt } from './text-places.ts'

/** What a definition names: its types and operations, each with the names of its fields. */
export type DefinedNames = ReadonlyMap<string, readonly string[]>

/**
 * Where the user wrote what a message is about: the first `Type.field`, else the first type or operation, that it mentions.
 * Found in the text of the files, so only where it stands as a key, `Todo: a.model(`; undefined when it does not.
 */
export function mentionedPlace(
  message: string,
  names: DefinedNames,
  files: readonly string[],
): Place | undefined {
  const mention = fieldMention(message, names) ?? typeMention(message, names)
  const patterns = mention === undefined ? implicitField(message) : keysOf(mention)
  for (const file of patterns.length === 0 ? [] : files) {
    const place = placeIn(file, patterns)
    if (place !== undefined) return place
  }
  return undefined
}

/** A field that only rules name, as in `allow.ownerDefinedIn('by')`. */
function implicitField(message: string): readonly RegExp[] {
  const [, field] = /^(?:Implicit field|Field) (\w+) /.exec(message) ?? []
  return field === undefined ? [] : [new RegExp(String.raw`\w+DefinedIn\(\s*["']${field}["']`)]
}

type Mention = readonly [type: string, field?: string]

function fieldMention(message: string, names: DefinedNames): Mention | undefined {
  for (const [, type = '', field = ''] of message.matchAll(/\b(\w+)\.(\w+)\b/g))
    if (names.get(type)?.includes(field) === true) return [type, field]
  return undefined
}

/** A word in quotes, or what AWS puts a word in front of. */
function typeMention(message: string, names: DefinedNames): Mention | undefined {
  const words = [...message.matchAll(/\w+/g)].map(([word]) => word)
  const quoted = [...message.matchAll(/["'`](\w+)["'`]/g)].map(([, word = '']) => word)
  const found = [...quoted, ...words].find((word) => names.has(word))
  return found === undefined ? undefined : [found]
}

/** One after the other, each sought after the one before; the last that is there counts. */
function placeIn(file: string, [first, ...others]: readonly RegExp[]): Place | undefined {
  const text = readFileSync(file, 'utf8')
  const start = first === undefined ? -1 : text.search(first)
  if (start < 0) return undefined
  const end = others.reduce(
    (from, pattern) => from + Math.max(text.slice(from).search(pattern), 0),
    start,
  )
  return placeAt(file, text, end)
}

function keysOf([type, field]: Mention): readonly RegExp[] {
  const typeKey = keyOf(type, String.raw`\s*a\s*\.`)
  return field === undefined ? [typeKey] : [typeKey, keyOf(field)]
}

function keyOf(name: string, value = ''): RegExp {
  return new RegExp(String.raw`(?<=[{,\s])["']?${name}["']?\s*:${value}`)
}
