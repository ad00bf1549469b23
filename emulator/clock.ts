/** The one clock of a sandbox: stamper, verifier and timestamps read it; timers keep real time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

/** A clock that can be moved. */
export interface MovableClock extends Clock {
  /** Seconds by which it was moved ahead of where it began (or behind, when negative). */
  offsetSeconds(): number
  /** Moves it to so many seconds ahead of where it began; `0` undoes every move. */
  moveTo(offsetSeconds: number): void
}

/** Whole seconds since the epoch, as JWT claims count them. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000)
}

/** The text AppSync writes into createdAt and updatedAt, e.g. `2030-01-01T00:00:00.000Z`. */
export function isoTime(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

/** The same clock as if nobody had moved it: what other clocks on this machine show. */
export function unmoved(clock: MovableClock): Clock {
  return { now: () => clock.now() - clock.offsetSeconds() * 1000 }
}

/** Real time plus an offset. */
export function createClock(): MovableClock {
  return movable(() => Date.now())
}

/** A clock that stands still at `startMs` (milliseconds since the epoch) until it is moved: for repeatable tests. */
export function createFrozenClock(startMs: number): MovableClock {
  return movable(() => startMs)
}

function movable(base: () => number): MovableClock {
  let offsetMs = 0
  return {
    now: () => base() + offsetMs,
    offsetSeconds: () => offsetMs / 1000,
    moveTo: (offsetSeconds) => {
      offsetMs = offsetSeconds * 1000
    },
  }
}
