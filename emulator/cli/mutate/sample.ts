import type { MutateOptions } from './mutate-options.ts'

/** Some members in their order, the same ones for the same seed; all of them where no number is asked for. */
export function sampleOf<T>(
  all: readonly T[],
  { sample: size, seed }: Pick<MutateOptions, 'sample' | 'seed'>,
): readonly T[] {
  if (size === undefined) return all
  const random = randomOf(seed)
  const ranked = all.map((_, at) => ({ at, rank: random() }))
  const chosen = ranked.toSorted((one, other) => one.rank - other.rank).slice(0, size)
  const kept = new Set(chosen.map(({ at }) => at))
  return all.filter((_, at) => kept.has(at))
}

/** FNV-1a of the seed, then xorshift: numbers from 0 to 1. */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193)
  state = state === 0 ? 1 : state
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
