import type { CustomType, Definition, Field, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'

/** A valid value of each scalar. */
const samples: Readonly<Record<string, unknown>> = {
  ID: 'sample',
  String: 'sample',
  Int: 1,
  Float: 1.5,
  Boolean: true,
  AWSDate: '2030-01-01',
  AWSTime: '12:00:00',
  AWSDateTime: '2030-01-01T12:00:00.000Z',
  AWSTimestamp: 1893499200,
  AWSEmail: 'sample@example.com',
  AWSJSON: '{}',
  AWSURL: 'https://example.com',
  AWSPhone: '+12025550123',
  AWSIPAddress: '192.0.2.1',
}

/** The smallest input that creates an item: every required field with a sample value. */
export function smallestInput(model: Model, definition: Definition): Item {
  return requiredValues(model.fields, definition)
}

function requiredValues(fields: readonly Field[], definition: Definition): Item {
  const required = fields.filter((field) => field.required)
  return Object.fromEntries(required.map((field) => [field.name, sampleOf(field, definition)]))
}

/** A valid value of one field; undefined for a relation. */
export function sampleOf(field: Field, { enums, customTypes, ...rest }: Definition): unknown {
  if (field.list !== null) return []
  const named = (type: CustomType): boolean => type.name === field.type
  if (field.kind === 'customType') {
    return requiredValues(customTypes.find(named)?.fields ?? [], { enums, customTypes, ...rest })
  }
  if (field.kind === 'enum') return enums.find(({ name }) => name === field.type)?.values[0]
  return samples[field.type]
}
