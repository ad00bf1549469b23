/** A stored row: attribute by name. An absent attribute and one that is null are different things, as in DynamoDB. */
export type Item = Readonly<Record<string, unknown>>

/** The key attributes of one item, by name. */
export type Key = Readonly<Record<string, unknown>>

/** The key of an item of a model with this identifier. */
export function keyOf(identifier: readonly string[], item: Item): Key {
  return Object.fromEntries(identifier.map((name) => [name, item[name]]))
}
