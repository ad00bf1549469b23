import { didYouMean } from '../model/did-you-mean.ts'
import { isObject } from '../model/is-object.ts'

/** A JSON request that cannot be done as it stands: a 400 whose message names the field. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  /** The field at fault; empty when it is the whole body. */
  readonly field: string

  constructor(field: string, problem: string) {
    super(field === '' ? problem : `${field}: ${problem}`)
    this.field = field
  }
}

/** The body as an object that has only known fields. */
export function readFields(
  body: unknown,
  fields: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isObject(body)) throw new RequestError('', 'the body has to be a JSON object')
  for (const name of Object.keys(body)) {
    if (!fields.includes(name)) {
      throw new RequestError(name, `there is no such field${didYouMean(name, fields)}`)
    }
  }
  return body
}

/** A text, or undefined when the field is absent. */
export function readText(value: unknown, field: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw wrongType(field, 'a string', value)
}

/** true or false, or undefined when the field is absent. */
export function readFlag(value: unknown, field: string): boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return value
  throw wrongType(field, 'true or false', value)
}

/** A finite number of seconds, or undefined when the field is absent. */
export function readSeconds(value: unknown, field: string): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw wrongType(field, 'a number of seconds', value)
}

/** An object of claims, or undefined when the field is absent. */
export function readClaims(
  value: unknown,
  field: string,
): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || isObject(value)) return value
  throw wrongType(field, 'an object', value)
}

/** A list of texts, or undefined when the field is absent. */
export function readTexts(value: unknown, field: string): readonly string[] | undefined {
  if (value === undefined || isTexts(value)) return value
  throw wrongType(field, 'a list of strings', value)
}

/** One of a closed list, or undefined when the field is absent. */
export function readOneOf<T extends string>(
  value: unknown,
  field: string,
  options: readonly T[],
): T | undefined {
  if (value === undefined) return undefined
  const found = options.find((option) => option === value)
  if (found !== undefined) return found

  const hint = typeof value === 'string' ? didYouMean(value, options) : ''
  const known = options.map((option) => `"${option}"`).join(', ')
  throw new RequestError(
    field,
    `expected one of ${known}, but found ${JSON.stringify(value)}${hint}`,
  )
}

/** The error for a value of the wrong kind. */
export function wrongType(field: string, wanted: string, value: unknown): RequestError {
  return new RequestError(field, `expected ${wanted}, but found ${JSON.stringify(value)}`)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string')
}
