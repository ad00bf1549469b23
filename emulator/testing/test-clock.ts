import type { MovableClock } from '../clock.ts'

/** The one clock of a sandbox: issuer, verifier and timestamps follow it. It stands still until moved. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Moves on by a duration such as `'301s'`, `'6m'`, `'2h'`, `'1d'`, or by seconds. */
  advance(by: string | { readonly seconds: number }): void
  /** Moves to a time. */
  set(to: Date | string): void
}

const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

export function createTestClock(clock: MovableClock): SandboxClock {
  const moveBy = (seconds: number): void => clock.moveTo(clock.offsetSeconds() + seconds)
  return {
    now: () => clock.now(),
    advance: (by) => moveBy(typeof by === 'string' ? secondsOf(by) : by.seconds),
    set: (to) => moveBy((timeOf(to) - clock.now()) / 1000),
  }
}

/** Milliseconds since the epoch; throws TypeError for what is no time. */
export function timeOf(value: Date | string): number {
  const time = new Date(value).getTime()
  if (Number.isNaN(time))
    throw new TypeError(`"${String(value)}" is no time; write it as "2030-01-01T00:00:00Z"`)
  return time
}

function secondsOf(duration: string): number {
  const [, amount, unit = ''] = /^(-?\d+(?:\.\d+)?)([smhd])$/.exec(duration) ?? []
  const seconds = secondsOfUnit[unit]
  if (seconds === undefined)
    throw new TypeError(`"${duration}" is no duration; write "301s", "6m", "2h" or "1d"`)
  return Number(amount) * seconds
}
