/**
 * `==` as AWS's resolvers (Velocity) have it: values of one type by value, values of different types by their text, so a
 * claim 42 owns what "42" owns. DynamoDB's filters are stricter (`auth-semantics` §3.1).
 */
export function resolverEquals(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (one === null || other === null || one === undefined || other === undefined) return false
  if (typeof one === 'object' && typeof other === 'object') return deepEquals(one, other)
  return resolverText(one) === resolverText(other)
}

function deepEquals(one: object, other: object): boolean {
  const names = Object.keys(one)
  if (Array.isArray(one) !== Array.isArray(other) || names.length !== Object.keys(other).length)
    return false
  return names.every((name) => resolverEquals(Reflect.get(one, name), Reflect.get(other, name)))
}

/** A value as Java prints it: a list as `[a, b]`, an object as `{a=b}`. */
export function resolverText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(resolverText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}=${resolverText(inner)}`)
    .join(', ')}}`
}
