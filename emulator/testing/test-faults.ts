import type { Fault, FaultName } from '../issuer/fault-kinds.ts'
import { parseFaults } from '../issuer/parse-faults.ts'
import type { World } from '../world.ts'

/** What is to go wrong, as `PUT /sandbox/faults` has it. Nothing is left to chance: a fault happens as often as it says. */
export interface SandboxFaults {
  /**
   * From now on these happen, and no other; none: all goes well again. Rejects for a fault that there is not, and for one that is about
   * the port where nothing listens.
   */
  replace(faults: readonly Fault[]): Promise<void>
  /** Those asked for last, and how often each has happened. */
  list(): readonly (Fault & { readonly met: number })[]
}

/** What a world without a port can meet: how the API comes by its keys, and the issuer's clock. */
const withoutPort: readonly FaultName[] = [
  'jwks-unreachable',
  'jwks-slow',
  'key-rotation',
  'issuer-clock-skew',
]

export function createTestFaults(
  { faults }: Pick<World, 'faults'>,
  listens: boolean,
): SandboxFaults {
  return {
    replace: async (given) => {
      const parsed = parseFaults({ faults: given })
      const other = parsed.find(({ name }) => !listens && !withoutPort.includes(name))
      if (other !== undefined)
        throw new TypeError(
          `"${other.name}" is about the port, and nothing listens; open the sandbox with { listen: true }`,
        )
      await faults.replace(parsed)
    },
    list: () => faults.list(),
  }
}
