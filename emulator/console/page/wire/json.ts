/** A JSON object whose members nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether `value` is a JSON object, not a list and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `value` as an object; otherwise an error that names `place`. */
export function objectAt(value: unknown, place: string): JsonObject {
  if (!isObject(value)) throw new Error(`the sandbox's answer has no object at "${place}"`)

  return value
}

/** `value` as a list; otherwise an error that names `place`. */
export function listAt(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`the sandbox's answer has no list at "${place}"`)

  return value
}

/** `value` as a text; otherwise an error that names `place`. */
export function textAt(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new Error(`the sandbox's answer has no text at "${place}"`)

  return value
}

/** `value` as a number; otherwise an error that names `place`. */
export function numberAt(value: unknown, place: string): number {
  if (typeof value !== 'number') throw new Error(`the sandbox's answer has no number at "${place}"`)

  return value
}

/** `value` when it is a text. */
export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** `value` when it is a number. */
export function optionalNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
