import type { TokenLimit } from './token-limits.ts'

/** Where an instant stands on the time line, in percent of its width. */
export interface TimeScale {
  /** The instant at 0 s, in seconds since the epoch. */
  readonly origin: number
  readonly percentOf: (epochSeconds: number) => number
  /** Seconds since the origin that get a mark. */
  readonly ticks: readonly number[]
  /** The percent at which the linear part ends and the far part, with `exp`, begins. */
  readonly breakAt: number
}

const linearWidth = 84
const farStart = 87

/** A scale that is linear up to the limits of the API, and then makes a visible break before `exp`. */
export function timeScale(limits: readonly TokenLimit[]): TimeScale | undefined {
  const starts = limits.filter(({ claim }) => claim !== 'exp').flatMap(({ value }) => value ?? [])
  if (starts.length === 0) return undefined

  const origin = Math.min(...starts)
  const step = stepFor(nearEnd(limits, origin))
  const linearEnd = step * Math.ceil((nearEnd(limits, origin) * 1.02) / step)
  const exp = limits.find(({ claim }) => claim === 'exp')?.value
  const farEnd = Math.max(linearEnd * 1.2, exp === undefined ? 0 : (exp - origin) * 1.3)
  const ticks = Array.from({ length: Math.floor(linearEnd / step) + 1 }, (_, index) => index * step)
  return {
    origin,
    ticks: exp === undefined ? ticks : [...ticks, exp - origin],
    breakAt: linearWidth,
    percentOf: (epochSeconds) => percentOf(epochSeconds - origin, linearEnd, farEnd),
  }
}

function percentOf(elapsed: number, linearEnd: number, farEnd: number): number {
  if (elapsed <= linearEnd) return (Math.max(0, elapsed) / linearEnd) * linearWidth

  const far = Math.min(1, (elapsed - linearEnd) / (farEnd - linearEnd))
  return farStart + far * (100 - farStart)
}

/** Seconds from the origin to the last of the limits that count from a claim; ten minutes when there is none. */
function nearEnd(limits: readonly TokenLimit[], origin: number): number {
  const ends = limits
    .filter(({ claim }) => claim !== 'exp')
    .flatMap(({ lastSecond }) => lastSecond ?? [])
  return ends.length === 0 ? 600 : Math.max(...ends) - origin
}

/** A round number of seconds that makes at most nine marks. */
function stepFor(length: number): number {
  const steps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]
  return steps.find((step) => length / step <= 8.5) ?? Math.ceil(length / 8)
}
