import { isDeepStrictEqual } from 'node:util'

import type { Proof, ProofAnswer, ProofStep } from '../analysis/lint/proof.ts'
import { createSigningKeys } from '../issuer/signing-keys.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { takeStep } from './take-step.ts'
import { openTrialWorlds } from './trial-world.ts'
import type { TrialWorld } from './trial-world.ts'
import { tryWitness } from './try-witness.ts'

/** What became of a proof. */
type Proven =
  | { readonly holds: true }
  /** What was answered otherwise than it is said. */
  | { readonly holds: false; readonly because: string }

/** Executes proofs about one version of a definition. */
export interface Prover {
  prove(proof: Proof): Promise<Proven>
}

/** Opens a world of this definition; every proof begins with what it stores itself. */
export async function openProver(linted: LoadedPolicy): Promise<Prover> {
  const keys = await createSigningKeys()
  const [world] = await openTrialWorlds([linted], keys)
  return {
    prove: async (proof) => {
      if (proof.kind === 'documented') return { holds: true }
      if (proof.kind === 'compared')
        return compare(proof, await openTrialWorlds(proof.versions, keys))
      for (const [at, step] of proof.steps.entries()) {
        if (world === undefined) break
        // Nothing is left of another proof.
        const stored = step.stored ?? (at === 0 ? {} : undefined)
        const answer = await answerTo(world, stored === undefined ? step : { ...step, stored })
        if (typeof answer === 'string') return { holds: false, because: answer }
        const differs = differences(step.answer, answer)
        if (differs !== undefined) return { holds: false, because: `${stepName(step)} ${differs}` }
      }
      return { holds: true }
    },
  }
}

/** What answers neither yes nor no, such as a validator of the user's, proves nothing. */
async function answerTo(world: TrialWorld, step: ProofStep): Promise<ProofAnswer | string> {
  try {
    return await takeStep(world, step)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function compare(
  { witnesses }: Extract<Proof, { kind: 'compared' }>,
  worlds: readonly TrialWorld[],
): Promise<Proven> {
  for (const witness of witnesses) {
    const trial = await tryWitness(witness, worlds)
    if ('untried' in trial) return { holds: false, because: trial.untried }
    const words = trial.tried.map(({ word }) => word)
    if (words.join() !== witness.predicted.join())
      return {
        holds: false,
        because: `${witness.capability} was answered ${words.join(' and ')}, not ${witness.predicted.join(' and ')}`,
      }
  }
  return { holds: true }
}

/** The first part of the answer that is another one. */
function differences(expected: ProofAnswer, answer: ProofAnswer): string | undefined {
  for (const name of Object.keys(expected) as (keyof ProofAnswer)[]) {
    if (!isDeepStrictEqual(sorted(expected[name]), sorted(answer[name])))
      return `was answered with ${name} ${JSON.stringify(answer[name])}, not ${JSON.stringify(expected[name])}`
  }
  return undefined
}

/** Lists have no order here. */
function sorted(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.map((one) => JSON.stringify(one)).toSorted()
}

function stepName({ ask }: ProofStep): string {
  return 'model' in ask ? `${ask.operation} ${ask.model}` : ask.name
}
