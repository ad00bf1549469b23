import type { JsonObject } from '../wire/json.ts'

const usual = ['user_id', 'user_groups']

/** The claims that tell a persona from another: user_id and user_groups, else the first two. */
export function mainClaims(
  claims: JsonObject,
): readonly (readonly [name: string, value: unknown])[] {
  const entries = Object.entries(claims)
  const telling = entries.filter(([name]) => usual.includes(name))
  return telling.length > 0 ? telling : entries.slice(0, 2)
}
