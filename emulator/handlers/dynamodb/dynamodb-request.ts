import { isObject } from '../../model/is-object.ts'
import type { Item, Key } from '../../model/item.ts'
import { StoreError } from '../../store/store.ts'
import type { Store, Table, TableIndex } from '../../store/store.ts'
import { malformedRequest } from '../data-source-error.ts'
import { parseAttributeMap } from './attribute-value.ts'
import { keysOf } from './key-condition.ts'

/** Where a DynamoDB request goes. */
export interface DynamoDBTarget {
  readonly store: Store
  /** The table of the data source. */
  readonly table: Table
  /** Every table that the sandbox has, by the name of its model. */
  readonly tables: ReadonlyMap<string, Table>
}

/** A request without its `operation`. */
export type RequestBody = Readonly<Record<string, unknown>>

/** A part of a request that must be there. */
export function required(request: RequestBody, name: string): unknown {
  const value = request[name]
  if (value !== undefined && value !== null) return value
  throw malformedRequest(`Value for field '$[${name}]' not found.`)
}

/** A part of a request that may be left out, as null too. */
export function objectIn(request: RequestBody, name: string): RequestBody | undefined {
  const value = request[name] ?? undefined
  if (value === undefined || isObject(value)) return value
  throw malformedRequest(`Unsupported value for field '$[${name}]': an object is expected.`)
}

export function listIn(request: RequestBody, name: string): readonly RequestBody[] {
  const value = required(request, name)
  if (Array.isArray(value) && value.every(isObject)) return value
  throw malformedRequest(`Unsupported value for field '$[${name}]': a list of objects is expected.`)
}

/** A text of a request; undefined when it is absent, null or empty. */
export function textIn(request: RequestBody, name: string): string | undefined {
  const value = request[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The key of an item, from typed values; it must have the table's key attributes and no others. */
export function keyIn(request: RequestBody, table: Table): Key {
  return tableKey(parseAttributeMap(required(request, 'key'), 'key'), table)
}

/** The store's key of DynamoDB's: where AWS joins several sort keys to one attribute, the parts stand apart here. */
export function tableKey(key: Item, table: Table): Key {
  const { partition, sort } = keysOf(table, undefined)
  const names = sort === undefined ? [partition] : [partition, sort]
  const given = Object.keys(key)
  if (given.length !== names.length || !names.every((name) => given.includes(name)))
    throw new StoreError('Validation', 'The provided key element does not match the schema')
  if (table.identifier.length <= 2 || sort === undefined) return key

  const parts = String(key[sort]).split('#')
  const sortKeys = table.identifier.slice(1).map((name, at) => [name, parts[at]] as const)
  return { [partition]: key[partition], ...Object.fromEntries(sortKeys) }
}

/** The index that a read names; undefined: the table itself. */
export function indexIn(request: RequestBody, { indexes = [] }: Table): TableIndex | undefined {
  const name = textIn(request, 'index')
  if (name === undefined) return undefined
  const index = indexes.find((one) => one.name === name)
  if (index === undefined)
    throw new StoreError('Validation', `The table does not have the specified index: ${name}`)
  if (request['consistentRead'] === true)
    throw new StoreError(
      'Validation',
      'Consistent reads are not supported on global secondary indexes',
    )
  return index
}

/** The table of a batch or transaction, by its model's name or by AWS's name `Post-<api id>-<environment>`. */
export function tableNamed(name: string, tables: DynamoDBTarget['tables']): Table {
  const [model = name] = name.split('-')
  const table = tables.get(model)
  if (table !== undefined) return table
  const known = [...tables.keys()].map((one) => `${one}-…`).join(', ')
  throw new StoreError(
    'Validation',
    `Requested resource not found: table "${name}"; the tables are ${known}, made as \`Model-\${ctx.stash.awsAppsyncApiId}-\${ctx.stash.amplifyApiEnvironmentName}\``,
  )
}
