import type { Mutant } from './find-mutants.ts'

/** A change that nobody could notice, and why. */
export interface Equivalent {
  readonly file: string
  /** The line of code. */
  readonly code: string
  readonly change: string
  readonly reason: string
}

/** Each is held against the run: one that a test does notice must leave the list. */
export const equivalents: readonly Equivalent[] = []

/** The entry for a mutant, if there is one. */
export function equivalentOf({ file, code, change }: Mutant): Equivalent | undefined {
  return equivalents.find(
    (entry) => entry.file === file && entry.code === code && entry.change === change,
  )
}
