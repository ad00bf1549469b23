import { createLocalJWKSet } from 'jose'
import type { JSONWebKeySet } from 'jose'

import { messageOf } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { discoveryUrl, isSafeUrl, isSameIssuer } from './issuer-name.ts'

/** What an issuer says of itself. */
export interface PublishedIssuer {
  /** Its name in its own words: what its tokens have in `iss`. */
  readonly name: string
  readonly jwks: JSONWebKeySet
}

/** Asks one address, as `fetch` does. */
export type Get = (url: string, init: RequestInit) => Promise<Response>

/** Who does not answer within this many milliseconds counts as unreachable. */
const timeoutMs = 3000

/** Documents of issuers have a few kB; more than this many bytes is none. */
const limitBytes = 1_000_000

/** Reads an issuer's discovery document and the keys that it names; throws one sentence when they cannot be had. */
export async function fetchIssuer(issuer: string, get: Get): Promise<PublishedIssuer> {
  const place = discoveryUrl(issuer)
  const document = await fetchJson(place, get)
  const { issuer: name, jwks_uri: jwksUri } = isObject(document) ? document : {}
  if (typeof name !== 'string' || !isSameIssuer(name, issuer)) {
    throw new Error(`${place} is of the issuer ${JSON.stringify(name) ?? 'of no name'}`)
  }
  if (typeof jwksUri !== 'string' || !isKeyPlace(jwksUri, issuer)) {
    const shown = JSON.stringify(jwksUri) ?? 'missing'
    throw new Error(`${place}: jwks_uri is ${shown}; it has to be an https address`)
  }
  return { name, jwks: asKeySet(await fetchJson(jwksUri, get), jwksUri) }
}

/** An issuer elsewhere has no business on this machine. */
function isKeyPlace(jwksUri: string, issuer: string): boolean {
  return isSafeUrl(jwksUri) && (jwksUri.startsWith('https:') || issuer.startsWith('http:'))
}

function asKeySet(value: unknown, place: string): JSONWebKeySet {
  if (isKeySet(value)) return value
  throw new Error(`${place} is no JSON Web Key Set: that has a list of keys, each with its kty`)
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  const keys: unknown = isObject(value) ? value['keys'] : undefined
  if (!Array.isArray(keys) || !keys.every(isKey)) return false
  // The library's own opinion counts, too: it is what reads the keys.
  createLocalJWKSet({ keys })
  return true
}

function isKey(value: unknown): value is JSONWebKeySet['keys'][number] {
  return isObject(value) && typeof value['kty'] === 'string'
}

async function fetchJson(place: string, get: Get): Promise<unknown> {
  try {
    // Whoever sends us elsewhere is not who was named.
    const init = { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) } as const
    const response = await get(place, init)
    if (response.status !== 200) throw new Error(`it answers ${response.status}`)
    return JSON.parse(await readText(response))
  } catch (thrown) {
    throw new Error(`${place} cannot be read: ${causeOf(thrown)}`, { cause: thrown })
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > limitBytes) throw new Error(`it is larger than ${limitBytes} bytes`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

/** `fetch` says no more than "fetch failed"; why stands in the cause. */
function causeOf(thrown: unknown): string {
  if (thrown instanceof SyntaxError) return 'it is no JSON'
  if (!(thrown instanceof Error)) return String(thrown)
  if (thrown.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`
  const { cause } = thrown
  const code = isObject(cause) && typeof cause['code'] === 'string' ? cause['code'] : undefined
  return code ?? messageOf(cause ?? thrown)
}
