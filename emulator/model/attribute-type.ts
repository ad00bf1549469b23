/** DynamoDB's names for the types that a JSON value can have; sets and binary are never stored. */
export type AttributeType = 'S' | 'N' | 'BOOL' | 'NULL' | 'L' | 'M'

/** The DynamoDB type of a stored value; undefined for an absent attribute. */
export function attributeTypeOf(value: unknown): AttributeType | undefined {
  if (value === undefined) return undefined
  if (value === null) return 'NULL'
  if (typeof value === 'string') return 'S'
  if (typeof value === 'number') return 'N'
  if (typeof value === 'boolean') return 'BOOL'
  return Array.isArray(value) ? 'L' : 'M'
}
