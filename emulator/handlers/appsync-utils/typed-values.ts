import { isObject } from '../../model/is-object.ts'

/** A value as DynamoDB takes it; numbers stay numbers, as AppSync's own `util.dynamodb` leaves them. */
export type TypedValue = Readonly<Record<string, unknown>>

/** `util.dynamodb.toDynamoDB`: the typed value of anything that JSON can say. */
export function toDynamoDB(value: unknown): TypedValue {
  if (value === null || value === undefined) return { NULL: null }
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'number') return { N: value }
  if (typeof value === 'boolean') return { BOOL: value }
  if (Array.isArray(value)) return { L: value.map(toDynamoDB) }
  if (isObject(value)) return { M: toMapValues(value) }
  throw new TypeError(`util.dynamodb cannot convert a ${typeof value}`)
}

/** `util.dynamodb.toMapValues`: the attributes of an item; what is undefined is left out. */
export function toMapValues(values: unknown): Readonly<Record<string, TypedValue>> {
  if (!isObject(values)) throw new TypeError('util.dynamodb.toMapValues() takes an object')
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [name, toDynamoDB(value)]))
}

/** A converter that leaves null as it is. */
function typed(type: string): Convert {
  return (value) => (value === null || value === undefined ? null : { [type]: value })
}

/** Every function of it. */
interface DynamoDBUtil {
  readonly toDynamoDB: (value: unknown) => TypedValue
  readonly toMapValues: (values: unknown) => Readonly<Record<string, TypedValue>> | null
  readonly toString: Convert
  readonly toNumber: Convert
  readonly toBinary: Convert
  readonly toBoolean: Convert
  readonly toStringSet: Convert
  readonly toNumberSet: Convert
  readonly toBinarySet: Convert
  readonly toNull: () => TypedValue
  readonly toList: Convert
  readonly toMap: Convert
  readonly toS3Object: (key: string, ...rest: readonly string[]) => TypedValue
  readonly fromS3ObjectJson: (text: string) => unknown
}

type Convert = (value: unknown) => TypedValue | null

/** `util.dynamodb`. */
export const dynamodbUtil: DynamoDBUtil = {
  toDynamoDB,
  toMapValues: (values: unknown) => (isAbsent(values) ? null : toMapValues(values)),
  toString: typed('S'),
  toNumber: typed('N'),
  toBinary: typed('B'),
  toBoolean: typed('BOOL'),
  toStringSet: typed('SS'),
  toNumberSet: typed('NS'),
  toBinarySet: typed('BS'),
  toNull: () => ({ NULL: null }),
  toList: (values: unknown) => (isAbsent(values) ? null : toDynamoDB(values)),
  toMap: (values: unknown) => (isAbsent(values) ? null : toDynamoDB(values)),
  toS3Object,
  fromS3ObjectJson: (text) => s3ObjectOf(JSON.parse(text)),
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** The fields of a file in S3 as one text. */
function toS3Object(key: string, ...[bucket, region, version]: readonly string[]): TypedValue {
  const file = { key, bucket, region, ...(version === undefined ? {} : { version }) }
  return { S: JSON.stringify({ s3: file }) }
}

function s3ObjectOf(stored: unknown): unknown {
  return isObject(stored) ? stored['s3'] : stored
}
