import type { MovableClock } from '../clock.ts'
import { secondsOfDuration } from '../model/duration.ts'

/** The one clock of a sandbox: issuer, verifier and timestamps follow it. It stands still until moved. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Moves on by a duration such as `'301s'`, `'6m'`, `'2h'`, `'1d'`, or by seconds. */
  advance(by: string | { readonly seconds: number }): void
  /** Moves to a time. */
  set(to: Date | string): void
  /** Stops where it is. */
  freeze(): void
  /** Goes on from where it is, at the pace of real time. */
  resume(): void
}

export function createTestClock(clock: MovableClock): SandboxClock {
  return {
    now: () => clock.now(),
    advance: (by) => {
      const seconds = typeof by === 'string' ? secondsOf(by) : by.seconds
      clock.set(clock.now() + seconds * 1000)
    },
    set: (to) => clock.set(timeOf(to)),
    freeze: () => clock.freeze(),
    resume: () => clock.resume(),
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
  const seconds = secondsOfDuration(duration)
  if (seconds !== undefined) return seconds
  throw new TypeError(`"${duration}" is no duration; write "301s", "6m", "2h" or "1d"`)
}
