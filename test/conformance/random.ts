/** Random choices that a seed repeats. */
export interface Random {
  /** A whole number from 0, below `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
  /** Up to `most` of them, each at most once, in random order. */
  some<T>(from: readonly T[], most: number): T[]
}

/** mulberry32: small, and good enough to choose with. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (from) => from[below(from.length)] ?? from[0],
    some: (from, most) => {
      const left = [...from]
      const count = Math.min(below(most + 1), left.length)
      return Array.from({ length: count }, () => left.splice(below(left.length), 1)).flat()
    },
  }
}
