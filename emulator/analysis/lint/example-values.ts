import type { Field, Model } from '../../model/definition.ts'
import type { Item } from '../../model/item.ts'

/** Two names of people as a field of this model can hold them, an owner's and another's; undefined where it holds no names. */
export function exampleNames(
  { fields }: Pick<Model, 'fields'>,
  field: string,
): readonly [owner: string, other: string] | undefined {
  return namesByType[fields.find(({ name }) => name === field)?.type ?? 'String']
}

const people = ['alice', 'bob'] as const
const namesByType: Readonly<Record<string, readonly [string, string]>> = {
  String: people,
  ID: people,
  AWSEmail: ['alice@example.com', 'bob@example.com'],
  AWSPhone: ['+12025550101', '+12025550102'],
  AWSURL: ['https://alice.example.com', 'https://bob.example.com'],
}

/** A value that a request can send for the field and an answer can show; undefined where none is known here. */
export function exampleValue({ type, kind, list }: Field): unknown {
  if (kind !== 'scalar') return undefined
  const value = valuesByType[type]
  return list === null || value === undefined ? value : [value]
}

const valuesByType: Readonly<Record<string, unknown>> = {
  String: '123',
  ID: '123',
  Int: 123,
  Float: 1.5,
  Boolean: true,
  AWSDate: '2029-01-01',
  AWSDateTime: '2029-01-01T12:00:00.000Z',
  AWSEmail: 'alice@example.com',
  AWSPhone: '+12025550101',
  AWSURL: 'https://alice.example.com',
  AWSIPAddress: '192.0.2.1',
}

/** Key attributes of an item, beside those that are given: they name it in an answer. */
export function exampleKey({ identifier, fields }: Model, given: Item = {}): Item {
  return Object.fromEntries(
    identifier.map((name) => [
      name,
      given[name] ?? keyValue(fields.find((one) => one.name === name)),
    ]),
  )
}

function keyValue(field: Field | undefined): unknown {
  const isPlain = field === undefined || field.type === 'ID' || field.type === 'String'
  return isPlain ? '1' : exampleValue(field)
}
