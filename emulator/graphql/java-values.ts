import { isObject } from '../model/is-object.ts'

/** Text that Java's BigDecimal reads as a number. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/**
 * The scalars of GraphQL itself as graphql-java reads the value of a variable (`graphql.Scalars`, alike from 9 to 16; AppSync is
 * seen to use them in localstack #10257): more than graphql-js takes. What neither takes is left as it is, for graphql-js to refuse.
 */
const readers: Readonly<Record<string, (value: unknown) => unknown>> = {
  String: (value) => javaString(value),
  Boolean: toBoolean,
  Int: toNumber,
  Float: toNumber,
}

/** The same scalars as graphql-java writes a stored value. */
const writers: Readonly<Record<string, (value: unknown) => unknown>> = {
  String: (value) => javaString(value),
  Boolean: toBoolean,
}

/** A value that a client gave for a scalar of this name. */
export function readAsJava(scalar: string, value: unknown): unknown {
  return (Object.hasOwn(readers, scalar) ? readers[scalar]?.(value) : value) ?? value
}

/** A value to be answered for a scalar of this name. */
export function writeAsJava(scalar: string, value: unknown): unknown {
  return (Object.hasOwn(writers, scalar) ? writers[scalar]?.(value) : value) ?? value
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && decimal.test(value) ? Number(value) : value
}

/** `Boolean.parseBoolean`: whatever is not "true" is false. */
function toBoolean(value: unknown): unknown {
  if (typeof value === 'number') return value !== 0
  return typeof value === 'string' ? value.toLowerCase() === 'true' : value
}

/** `toString()` of what Jackson makes of JSON: an object is `{a=1, b=[x, null]}`. */
function javaString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaString).join(', ')}]`
  if (!isObject(value)) return String(value)
  const entries = Object.entries(value).map(([name, inner]) => `${name}=${javaString(inner)}`)
  return `{${entries.join(', ')}}`
}
