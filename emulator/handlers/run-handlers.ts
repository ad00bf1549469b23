import type { Clock } from '../clock.ts'
import type { Definition } from '../model/definition.ts'
import type { Table } from '../store/store.ts'
import { loadResolvers } from './appsync-js/load-resolvers.ts'
import { runResolvers } from './appsync-js/run-resolvers.ts'
import { createDataSources } from './data-sources/data-sources.ts'
import type { HttpDataSource } from './data-sources/data-sources.ts'
import type { Functions } from './functions.ts'
import type { HandlerCall, RunHandlers } from './handler-call.ts'
import { notEmulated } from './handler-error.ts'
import type { HandlerLog } from './handler-log.ts'
import { runFunctions } from './run-functions.ts'

/** What the handlers of an API are made of. */
export interface HandlerParts {
  readonly definition: Definition
  readonly clock: Clock
  /** What runs the functions of the definition. */
  readonly functions: Functions
  /** What the store knows of the models, by name. */
  readonly tables: ReadonlyMap<string, Table>
  /** Data sources of the user's configuration, by name; absent: none. */
  readonly dataSources?: Readonly<Record<string, HttpDataSource>> | undefined
  /** Told of what the user's code prints, and of what is worth knowing about it; absent: nobody listens. */
  readonly log?: ((entry: HandlerLog) => void) | undefined
}

/**
 * Makes what runs the handlers of every custom operation of a definition. Throws `DEFINITION_INVALID` for a resolver file
 * that AppSync would not deploy.
 */
export function createHandlers(parts: HandlerParts): RunHandlers {
  const { definition, clock, tables, dataSources = {}, log = () => undefined } = parts
  const resolvers = loadResolvers(definition.operations, log)
  const sources = createDataSources({ tables, configured: dataSources })
  return (call) => {
    if (call.operation.functions.length > 0) return runFunctions(call, parts)
    const files = call.operation.resolvers ?? []
    if (files.length > 0)
      return runResolvers(call, files, { resolvers, dataSources: sources, clock, log })
    return Promise.reject(refusal(call))
  }
}

function refusal({ operation: { name } }: HandlerCall): Error {
  return notEmulated(`custom operation "${name}": its handler`)
}
