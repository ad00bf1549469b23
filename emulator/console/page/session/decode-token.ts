import { objectAt } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'

/** A JWT, read but not verified: the API verifies, the page only shows. */
export interface DecodedToken {
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** Reads a compact JWT; throws when it is not one. */
export function decodeToken(token: string): DecodedToken {
  const [header, payload] = token.split('.')
  if (header === undefined || payload === undefined) throw new Error('the token is not a JWT')

  return { header: decodePart(header, 'header'), claims: decodePart(payload, 'payload') }
}

function decodePart(part: string, place: string): JsonObject {
  const base64 = part.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return objectAt(value, place)
}
