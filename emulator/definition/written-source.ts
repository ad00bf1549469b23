import type { Place } from '../model/definition.ts'

/** A file of the user's, as far as what stands around its rules matters. */
export interface WrittenSource {
  readonly file: string
  readonly comments: readonly SourceComment[]
  /** The lines of the rule that begins at a place; of anything else, its line alone. */
  linesAt(place: Place): LineRange
  /** Where the last of these keys is written that is there, each inside the one before; undefined without the first. */
  placeOf(keys: readonly string[]): KeyPlace | undefined
}

/** A comment without its signs. */
export interface SourceComment {
  readonly text: string
  readonly place: Place
  readonly lastLine: number
  /** Whether nothing else is on its lines. */
  readonly isAlone: boolean
}

/** Both ends belong to it; lines count from 1. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** A key, and how many of those that lead to it were found. */
export interface KeyPlace {
  readonly place: Place
  readonly depth: number
}
