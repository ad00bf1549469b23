import type { AccessDiff } from '../analysis/access-diff.ts'
import { entriesOf } from '../analysis/diff-entries.ts'
import type { DiffEntry } from '../analysis/diff-entries.ts'
import { witnessOf } from '../analysis/witness.ts'
import type { KnownCaller, Wanted, Witness } from '../analysis/witness.ts'
import { openTrialWorlds } from './trial-world.ts'
import type { TrialWorld } from './trial-world.ts'
import { tryWitness } from './try-witness.ts'
import type { Trial } from './try-witness.ts'

/** What became of one changed capability: tried on both versions, or why it could not be. */
export type Evidence =
  | { readonly capability: string; readonly witness: Witness; readonly trial: Trial }
  | { readonly capability: string; readonly untried: string }

/** An entry with its evidence, one for each of its capabilities. */
export interface TriedEntry extends DiffEntry {
  readonly evidence: readonly Evidence[]
}

/** Finds a witness of every entry and puts it to these versions: to both, or to the newer one where the older is a lock file. */
export async function tryDiff(
  diff: AccessDiff,
  {
    versions,
    callers,
  }: {
    readonly versions: Parameters<typeof openTrialWorlds>[0]
    readonly callers: readonly KnownCaller[]
  },
): Promise<readonly TriedEntry[]> {
  const entries = entriesOf(diff)
  if (entries.length === 0) return []
  const worlds = await openTrialWorlds(versions)
  const tried: TriedEntry[] = []
  for (const entry of entries) {
    const evidence: Evidence[] = []
    for (const wanted of entry.wanted) evidence.push(await evidenceOf(wanted, callers, worlds))
    tried.push({ ...entry, evidence })
  }
  return tried
}

/** The first entry whose witness both versions answered as predicted, gained ones before others; undefined: there is none. */
export async function tryFirst(
  diff: AccessDiff,
  {
    versions,
    callers,
  }: {
    readonly versions: Parameters<typeof openTrialWorlds>[0]
    readonly callers: readonly KnownCaller[]
  },
): Promise<TriedEntry | undefined> {
  const worlds = await openTrialWorlds(versions)
  for (const entry of entriesOf(diff)) {
    for (const wanted of entry.wanted) {
      const evidence = [await evidenceOf(wanted, callers, worlds)]
      const tried = { ...entry, capabilities: [wanted.capability], evidence }
      if (evidence.every((one) => 'trial' in one) && disagreements([tried]).length === 0)
        return tried
    }
  }
  return undefined
}

async function evidenceOf(
  wanted: Wanted,
  callers: readonly KnownCaller[],
  worlds: readonly TrialWorld[],
): Promise<Evidence> {
  const { capability } = wanted
  const witness = witnessOf(wanted, callers)
  if (witness === undefined)
    return { capability, untried: 'no request of its own gives these callers the item' }
  const trial = await tryWitness(witness, worlds)
  return 'untried' in trial ? { capability, ...trial } : { capability, witness, trial }
}

/** Those whose trial came out otherwise than predicted: a fault of this program's, which is not to be hidden. */
export function disagreements(entries: readonly TriedEntry[]): readonly Evidence[] {
  return entries.flatMap(({ evidence }) =>
    evidence.filter(
      (one) =>
        'trial' in one &&
        // A lock file, which is always the older side, cannot be tried.
        one.trial.tried.map(({ word }) => word).join() !==
          one.witness.predicted.slice(-one.trial.tried.length).join(),
    ),
  )
}
