import { relative } from 'node:path'

import type { ConfigurationChange } from '../analysis/configuration-diff.ts'
import type { LostDelete } from '../analysis/lost-deletes.ts'
import type { Case } from '../analysis/case.ts'
import type { Place } from '../model/definition.ts'
import type { Evidence, TriedEntry } from '../trial/try-diff.ts'
import type { Tried } from '../trial/try-witness.ts'

/** All that a report of a comparison says. */
export interface DiffReport {
  readonly base: string
  readonly head: string
  readonly compared: number
  readonly models: number
  readonly entries: readonly TriedEntry[]
  /** The base is a lock file, on whose side nothing was run. */
  readonly isFromLock?: true
  readonly configuration: readonly ConfigurationChange[]
  readonly lostDeletes: readonly LostDelete[]
  /** Models that one version lacks and another, alike, that the other lacks. */
  readonly renames: readonly { readonly from: string; readonly to: string }[]
  /** Places as they are read: relative to the project. */
  readonly placeOf: (place: Place) => { readonly file: string; readonly line: number }
}

/** Relative to where people are, in the project's own words for a file that was unpacked from a commit. */
export function placeIn(
  unpacked: readonly { readonly root: string; readonly folder: string }[],
): DiffReport['placeOf'] {
  return ({ file, line }) => {
    const found = unpacked.find(({ root }) => file.startsWith(`${root}/`))
    const own = found === undefined ? file : found.folder + file.slice(found.root.length)
    const fromHere = relative(process.cwd(), own)
    return { file: fromHere.startsWith('..') ? own : fromHere, line }
  }
}

export function countText({ entries }: DiffReport): string {
  const count = (change: TriedEntry['change']): number =>
    entries
      .filter((entry) => entry.change === change)
      .reduce((sum, { capabilities }) => sum + capabilities.length, 0)
  return `${count('gained')} gained, ${count('lost')} lost, ${count('shape')} changed shape`
}

/** What is said where nothing changed. */
export function nothingText({ compared, models }: DiffReport): string {
  return `no access changed: ${compared} cases in ${models} ${models === 1 ? 'model' : 'models'} compared`
}

/** How many entries no request could be made for. */
function untriedCount({ entries }: DiffReport): number {
  return entries.flatMap(({ evidence }) => evidence).filter((one) => 'untried' in one).length
}

/** Whose token it is, as words or as its claims. */
export function callerText({ identity }: Case): string {
  if ('claims' in identity) return JSON.stringify(identity.claims)
  if (identity.mode === 'iam')
    return identity.principal === 'guest' ? 'identity pool guest' : 'identity pool user'
  return identity.mode === 'apiKey' ? 'API key' : 'Lambda authorizer'
}

/** What one version answered. */
function answerText({ word, answer }: Tried): string {
  const [error] = answer?.errors ?? []
  return error === undefined ? word : `${word}: ${error.message}`
}

/** What both versions answered; of a lock file, what it says. */
export function answersOf({
  witness,
  trial,
}: Extract<Evidence, { trial: unknown }>): readonly [before: string, after: string] {
  const [before = '', after] = trial.tried.map(answerText)
  return after === undefined
    ? [`${witness.predicted[0] ?? ''} (by the lock file; not run)`, before]
    : [before, after]
}

/** How the entries were tried. */
export function triedText(report: DiffReport): string {
  const untried = untriedCount(report)
  const where = report.isFromLock === true ? 'the newer version' : 'both versions'
  return `on ${where}${untried === 0 ? '' : `, but for ${untried} that say why not`}`
}

/** Names without the types that a model's stored item carries. */
export function storedText(stored: Readonly<Record<string, unknown>>): string {
  const { __typename: _, createdAt: _created, updatedAt: _updated, ...rest } = stored
  return JSON.stringify(rest)
}

export function isTried(one: Evidence): one is Extract<Evidence, { trial: unknown }> {
  return 'trial' in one
}
