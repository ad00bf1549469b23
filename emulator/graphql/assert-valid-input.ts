import type { Model, Validation, ValidationType } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { ResolverError } from './appsync-errors.ts'

/**
 * Refuses an input that fails a demand of `.validate()`, with the text of the first in the order declared. AWS asks after
 * the rules and before the write, of what a default or the owner filled in as well, and never of null (`data-api` §5.8).
 */
export function assertValidInput({ fields }: Model, input: Item): void {
  for (const { name, validations = [] } of fields) {
    const value = input[name]
    if (value === undefined || value === null) continue
    const failed = validations.find((demand) => !isMet(demand, value))
    if (failed !== undefined) throw new ResolverError(failed.message, null)
  }
}

const checks: Readonly<Record<ValidationType, (value: unknown, demanded: string) => boolean>> = {
  gt: (value, demanded) => Number(value) > Number(demanded),
  gte: (value, demanded) => Number(value) >= Number(demanded),
  lt: (value, demanded) => Number(value) < Number(demanded),
  lte: (value, demanded) => Number(value) <= Number(demanded),
  // Java counts UTF-16 units, as JavaScript does.
  minLength: (value, demanded) => String(value).length >= Number(demanded),
  maxLength: (value, demanded) => String(value).length <= Number(demanded),
  startsWith: (value, demanded) => String(value).startsWith(demanded),
  endsWith: (value, demanded) => String(value).endsWith(demanded),
  // Anywhere in the text: whoever means all of it writes the anchors.
  matches: (value, demanded) => new RegExp(demanded).test(String(value)),
}

function isMet({ type, value: demanded }: Validation, value: unknown): boolean {
  return checks[type](value, demanded)
}
