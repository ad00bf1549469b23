/** What asks a command to end. */
const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
type StopSignal = (typeof names)[number]

/** Who asked this process to end, as long as somebody watches. */
export interface Signals {
  /** The first one that came, or undefined. */
  asked(): StopSignal | undefined
  /** Told of each that comes, with its count. */
  onSignal(hear: (signal: StopSignal, count: number) => void): void
  close(): void
}

/** Begins to watch: until it is closed no signal ends the process. */
export function watchSignals(): Signals {
  const received: StopSignal[] = []
  const hearers: ((signal: StopSignal, count: number) => void)[] = []
  const receive = (signal: StopSignal): void => {
    received.push(signal)
    for (const hear of hearers) hear(signal, received.length)
  }
  for (const name of names) process.on(name, receive)
  return {
    asked: () => received[0],
    onSignal: (hear) => void hearers.push(hear),
    close: () => {
      for (const name of names) process.off(name, receive)
    },
  }
}
