import type { FunctionOutput } from '../handlers/functions.ts'
import type { Claims } from '../model/claims.ts'
import type { Records } from '../store/store.ts'
import type { WorldOptions } from '../world.ts'

/** How to open a sandbox; everything has a default. */
export interface SandboxOptions {
  /** Path of the definition, or the value that `defineData` or `a.schema` returned; `amplify/data/resource.ts` by default. */
  readonly definition?: string | object
  /** `authorizationModes` of an SDL definition, a JSON file; by default they are inferred from the rules. */
  readonly modes?: string
  /** Personas by name, or a file; by default `personas.json` as `amplite start` finds it, else derived from the rules. */
  readonly personas?: string | Readonly<Record<string, Claims>>
  /** Items to begin with, by model, or a file; by default none. */
  readonly seed?: string | Records
  /**
   * Where the clock stands, 2030-01-01T00:00:00Z by default. It stands still until moved; `'real'` is the time of this machine, which
   * goes on.
   */
  readonly now?: Date | string
  /** Whether it also listens on a free port of this machine, for clients that need a URL; by default nothing does. */
  readonly listen?: boolean
  /** What stands for the data sources of `backend.ts`, by name; by default none. */
  readonly dataSources?: WorldOptions['dataSources']
  /** Told of each line that the definition's JS resolvers print; by default nobody is. */
  readonly onHandlerLog?: WorldOptions['onHandlerLog']
  /** Told of each line that the definition's functions print; by default nobody is. */
  readonly onFunctionOutput?: (output: FunctionOutput) => void
}
