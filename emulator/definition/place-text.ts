import { relative } from 'node:path'

import type { Place } from '../model/definition.ts'

/** A file or a place in it as people read it: `amplify/data/resource.ts:12:5`, relative to where they are. */
export function placeText(place: Place | string): string {
  const file = typeof place === 'string' ? place : place.file
  const fromHere = relative(process.cwd(), file)
  const shown = fromHere.startsWith('..') ? file : fromHere
  return typeof place === 'string' ? shown : `${shown}:${place.line}:${place.column}`
}
