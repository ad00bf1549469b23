import { appendFileSync } from 'node:fs'

import { mutantOrder } from './settings.ts'

/** What a process tells `amplite mutate`. */
export type MutantNews =
  /** A sandbox has loaded the definition with this hash, and the mutant of it, if one was asked for. */
  | 'loaded'
  /** The rules were looked at as a whole, so that every mutant of them might be told. */
  | 'looked'
  /** A check of the testing API failed: in which line, and how. */
  | 'killed'

/** Tells it, if somebody listens; synchronously, because the process may be ended for it. */
export function tellMutate(news: MutantNews, about: string): void {
  const { report } = mutantOrder()
  if (report !== undefined) appendFileSync(report, `${news} ${about.replaceAll('\n', ' ')}\n`)
}
