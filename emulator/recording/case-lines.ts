import type { RecordedCase } from './asked-case-of.ts'

/** The first line of a file of cases. */
export interface HeadLine {
  readonly amplite: 'cases'
  readonly version: 1
  /** The definition that they were asked of. */
  readonly file: string
  readonly hash: string
}

/** A case that was asked for the first time; `at` is the line of the suite, where one is known. */
export type CaseLine = RecordedCase & { readonly at?: string }

/** How often cases, by their numbers in the file from 0, were asked again. */
export interface AgainLine {
  readonly again: readonly (readonly [number, number])[]
}
