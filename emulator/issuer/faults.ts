import { setTimeout as pause } from 'node:timers/promises'

import type { Fault, FaultName } from './fault-kinds.ts'
import type { SigningKeys } from './signing-keys.ts'

/** A fault that was asked for, and how often it has happened. */
interface ActiveFault extends Fault {
  readonly met: number
}

/** What is to go wrong in a sandbox. Nothing is left to chance: a fault meets whoever comes first, as often as it says. */
export interface Faults {
  /** Those asked for last, the used up ones too. */
  list(): readonly ActiveFault[]
  /** From now on these, and no other. */
  replace(faults: readonly Fault[]): Promise<void>
  clear(): void
  /** The fault of that name where it is still to happen; it has happened then. */
  meet(name: FaultName): Fault | undefined
  /** Waits as long as that fault says; nobody waits without it. */
  delay(name: FaultName): Promise<void>
  /** Whether a socket that has delivered so many events breaks. */
  dropsAfter(events: number): boolean
  /** Seconds by which the issuer's clock is ahead of the API's. */
  skewSeconds(): number
  /** Told when every open socket is to break; returns how to stop. */
  onDrop(drop: () => void): () => void
}

type Counted = { -readonly [Key in keyof ActiveFault]: ActiveFault[Key] }

type Keys = Pick<SigningKeys, 'rotate' | 'republish'>

/** Nothing goes wrong at first. */
export function createFaults(keys: Keys): Faults {
  return new FaultList(keys)
}

class FaultList implements Faults {
  readonly #keys: Keys
  readonly #active = new Map<FaultName, Counted>()
  readonly #droppers = new Set<() => void>()

  constructor(keys: Keys) {
    this.#keys = keys
  }

  list(): readonly ActiveFault[] {
    return [...this.#active.values()].map((fault) => ({ ...fault }))
  }

  async replace(faults: readonly Fault[]): Promise<void> {
    this.clear()
    for (const fault of faults) this.#active.set(fault.name, { ...fault, met: 0 })
    const rotation = this.meet('key-rotation')
    if (rotation) await this.#keys.rotate({ algorithm: rotation.algorithm, older: 'withheld' })
    if (this.meet('sockets-dropped')) for (const drop of this.#droppers) drop()
  }

  clear(): void {
    this.#active.clear()
    this.#keys.republish()
  }

  meet(name: FaultName): Fault | undefined {
    const fault = this.#find(name)
    if (fault !== undefined) fault.met++
    return fault
  }

  async delay(name: FaultName): Promise<void> {
    const { ms = 0 } = this.meet(name) ?? {}
    // Whoever stops the sandbox meanwhile does not wait for it.
    if (ms > 0) await pause(ms, undefined, { ref: false })
  }

  dropsAfter(events: number): boolean {
    const { events: limit = Infinity } = this.#find('sockets-dropped-after') ?? {}
    return events >= limit && this.meet('sockets-dropped-after') !== undefined
  }

  skewSeconds(): number {
    return this.#find('issuer-clock-skew')?.seconds ?? 0
  }

  onDrop(drop: () => void): () => void {
    this.#droppers.add(drop)
    return () => this.#droppers.delete(drop)
  }

  /** The fault where it is still to happen. */
  #find(name: FaultName): Counted | undefined {
    const fault = this.#active.get(name)
    return fault === undefined || fault.met >= (fault.times ?? Infinity) ? undefined : fault
  }
}
