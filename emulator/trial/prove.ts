import { isDeepStrictEqual } from 'node:util'

import type { Proof, ProofAnswer, ProofStep } from '../analysis/lint/proof.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { takeStep } from './take-step.ts'
import { openTrialWorlds } from './trial-world.ts'
import { tryWitness } from './try-witness.ts'

/** What became of a proof. */
export type Proven =
  | { readonly holds: true }
  /** What was answered otherwise than it is said. */
  | { readonly holds: false; readonly because: string }

/** Executes proofs about one version of a definition. */
export interface Prover {
  prove(proof: Proof): Promise<Proven>
}

/** Opens a world of this definition; every proof begins with what it stores itself. */
export async function openProver(linted: LoadedPolicy): Promise<Prover> {
  const [world] = await openTrialWorlds([linted])
  return {
    prove: async (proof) => {
      if (proof.kind === 'documented') return { holds: true }
      if (proof.kind === 'compared') return compare(proof)
      for (const step of proof.steps) {
        if (world === undefined) break
        const answer = await takeStep(world, step)
        const differs = differences(step.answer, answer)
        if (differs !== undefined) return { holds: false, because: `${stepName(step)} ${differs}` }
      }
      return { holds: true }
    },
  }
}

async function compare({
  versions,
  witnesses,
}: Extract<Proof, { kind: 'compared' }>): Promise<Proven> {
  const worlds = await openTrialWorlds(versions)
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
