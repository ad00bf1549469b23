import { isObject } from '../../model/is-object.ts'
import type { Table } from '../../store/store.ts'
import { malformedRequest } from '../data-source-error.ts'
import { runDynamoDB } from '../dynamodb/run-dynamodb.ts'
import type { HandlerCall } from '../handler-call.ts'
import { HandlerError } from '../handler-error.ts'
import { sendHttp } from './http-data-source.ts'

/** Where resolvers send their requests. */
export interface DataSources {
  /** Rejects with a `DataSourceError` for what the resolver may see, with a `HandlerError` for what is not run. */
  ask(name: string, request: unknown, call: Pick<HandlerCall, 'store'>): Promise<unknown>
}

/** A data source that the user's configuration knows. */
export interface HttpDataSource {
  /** Where requests go, e.g. `https://api.example.com`. */
  readonly http: string
}

/** What the data sources of an API are made of. */
export interface DataSourceParts {
  /** By model. */
  readonly tables: ReadonlyMap<string, Table>
  /** By the name that `backend.ts` gives them. */
  readonly configured: Readonly<Record<string, HttpDataSource>>
}

/** The data sources of an API: the models' tables, `NONE_DS`, and those of the configuration. */
export function createDataSources({ tables, configured }: DataSourceParts): DataSources {
  const tableOf = (name: string): Table | undefined =>
    [...tables.values()].find((table) => `${table.name}Table` === name)
  return {
    ask: async (name, request, { store }) => {
      if (name === 'NONE_DS') return payloadOf(request)
      const http = Object.hasOwn(configured, name) ? configured[name] : undefined
      const table = tableOf(name)
      if (http === undefined && table === undefined) throw unknownSource(name)
      if (!isObject(request)) throw malformedRequest('request() has to return an object')
      if (http !== undefined) return sendHttp(http.http, request)
      return table === undefined ? null : runDynamoDB(request, { store, table, tables })
    },
  }
}

/** NONE answers what it is given. */
function payloadOf(request: unknown): unknown {
  return isObject(request) ? (request['payload'] ?? null) : null
}

function unknownSource(name: string): HandlerError {
  return new HandlerError(
    `data source "${name}" is not emulated: the sandbox runs a.ref(Model), none and HTTP; if it is one of HTTP, write "dataSources": { "${name}": { "http": "https://…" } } into amplite.config.json`,
    'NotEmulated',
  )
}
