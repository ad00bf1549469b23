/** The one clock of a sandbox: stamper, verifier and timestamps read it; timers keep real time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

/** A clock that can be moved and stopped. */
export interface MovableClock extends Clock {
  /** Seconds by which it is ahead of what it began as, real time or a fixed moment (or behind, when negative). */
  offsetSeconds(): number
  /** Moves it to so many seconds ahead of what it began as; `0` undoes every move. */
  moveTo(offsetSeconds: number): void
  /** Moves it to a time, in milliseconds since the epoch; it stands still or goes on as before. */
  set(timeMs: number): void
  isFrozen(): boolean
  /** Stops it where it is. */
  freeze(): void
  /** Lets it go on from where it is, at the pace of real time. */
  resume(): void
  /** Back to how it began. */
  reset(): void
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

/** Real time, until it is moved. */
export function createClock(): MovableClock {
  return movable((realMs) => realMs, false)
}

/** A clock that stands still at `startMs` (milliseconds since the epoch) until it is moved: for repeatable tests. */
export function createFrozenClock(startMs: number): MovableClock {
  return movable(() => startMs, true)
}

/** What it shows: `atMs` since the real time `sinceMs`, and what has passed since then unless it is frozen. */
interface Mark {
  readonly atMs: number
  readonly sinceMs: number
  readonly frozen: boolean
}

/** `base` is what it began as, given real time; one reading of real time for each answer keeps offsets exact. */
function movable(base: (realMs: number) => number, frozen: boolean): MovableClock {
  const marked = (realMs: number, change: Partial<Mark>): Mark => ({
    atMs: base(realMs),
    sinceMs: realMs,
    frozen,
    ...change,
  })
  let mark = marked(Date.now(), {})
  const shown = (realMs: number): number => mark.atMs + (mark.frozen ? 0 : realMs - mark.sinceMs)
  const change = (realMs: number, atMs: number, isFrozen: boolean): void => {
    mark = marked(realMs, { atMs, frozen: isFrozen })
  }
  const pace = (isFrozen: boolean): void => {
    const realMs = Date.now()
    change(realMs, shown(realMs), isFrozen)
  }
  return {
    now: () => shown(Date.now()),
    offsetSeconds: () => {
      const realMs = Date.now()
      return (shown(realMs) - base(realMs)) / 1000
    },
    moveTo: (offsetSeconds) => {
      const realMs = Date.now()
      change(realMs, base(realMs) + offsetSeconds * 1000, mark.frozen)
    },
    set: (timeMs) => change(Date.now(), timeMs, mark.frozen),
    isFrozen: () => mark.frozen,
    freeze: () => pace(true),
    resume: () => pace(false),
    reset: () => {
      mark = marked(Date.now(), {})
    },
  }
}
