import { EmulatorError } from '../errors.ts'
import type { Claims } from '../model/claims.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { isObject } from '../model/is-object.ts'
import { readPersonasText } from './read-personas-text.ts'

/** Somebody to sign in as: configuration, not an identity. */
export interface Persona {
  readonly name: string
  readonly description?: string
  readonly displayName?: string
  readonly claims: Claims
  /** `apiKey`: calls with the API key instead of a token, so it cannot sign in. */
  readonly mode?: 'apiKey'
  /** Seconds by which `iat` lies back when the token is made; 0 by default. */
  readonly issuedSecondsAgo?: number
  /** Seconds by which `auth_time` lies back at the moment of signing in; 0 by default. */
  readonly signedInSecondsAgo?: number
}

const texts = ['description', 'displayName'] as const
const ages = ['issuedSecondsAgo', 'signedInSecondsAgo'] as const
const keys: readonly string[] = ['claims', 'mode', ...texts, ...ages]

/** The personas of a file (YAML when it ends in .yaml or .yml, else JSON), in its order; every mistake is PERSONAS_INVALID. */
export function parsePersonas(text: string, file: string): readonly Persona[] {
  const content = readPersonasText(text, file)
  if (!isObject(content)) {
    throw invalid(
      file,
      'the file has to hold one object, persona by name: { "alice": { "claims": { … } } }',
    )
  }
  refuseWrapper(content, file)
  const personas = Object.entries(content).map(([name, entry]) => parsePersona(name, entry, file))
  refuseTwins(personas, file)
  if (personas.length === 0) {
    throw invalid(
      file,
      'the file names no persona; add one, or remove the file to get those that the rules suggest',
    )
  }
  return personas
}

/** `{ "personas": { "alice": { "claims": … } } }` would be one persona called "personas". */
function refuseWrapper(content: Claims, file: string): void {
  const [[key, inner] = [], ...others] = Object.entries(content)
  if (key !== 'personas' || others.length > 0 || !isObject(inner)) return
  if (!Object.values(inner).some((entry) => isObject(entry))) return

  throw invalid(file, 'take away the outer "personas": the names stand at the top of the file')
}

/** Names that differ only in case would be taken for each other, in `login_hint` and on the command line. */
function refuseTwins(personas: readonly Persona[], file: string): void {
  const seen = new Map<string, string>()
  for (const { name } of personas) {
    const key = name.toLowerCase()
    const twin = seen.get(key)
    if (twin !== undefined) {
      throw invalid(file, `the personas "${twin}" and "${name}" differ only in case; rename one`)
    }
    seen.set(key, name)
  }
}

function parsePersona(name: string, entry: unknown, file: string): Persona {
  const place = `${file}: persona "${name}"`
  if (name.trim() === '') {
    throw invalid(file, `a persona has the empty name ${JSON.stringify(name)}; give it a name`)
  }
  if (!isObject(entry))
    throw invalid(place, `expected an object of claims, but found ${kindOf(entry)}`)
  if (Object.hasOwn(entry, 'claims')) return parseLongForm(name, entry, place)

  refuseForgottenClaims(entry, place)
  return { name, claims: entry }
}

function parseLongForm(name: string, entry: Claims, place: string): Persona {
  for (const key of Object.keys(entry)) {
    if (keys.includes(key)) continue
    const hint = didYouMean(key, keys)
    throw invalid(place, `there is no key "${key}" beside "claims" (a claim goes inside)${hint}`)
  }
  const { claims } = entry
  if (!isObject(claims)) {
    throw invalid(place, `"claims" has to be an object, but is ${kindOf(claims)}`)
  }
  const mode = readMode(entry, place)
  return { name, claims, ...mode, ...readTexts(entry, place), ...readAges(entry, place) }
}

function readMode({ mode }: Claims, place: string): Pick<Persona, 'mode'> {
  if (mode === undefined || mode === 'oidc') return {}
  if (mode === 'apiKey') return { mode }
  throw invalid(place, `"mode" has to be "oidc" or "apiKey", but is ${kindOf(mode)}`)
}

function readTexts(entry: Claims, place: string): Pick<Persona, (typeof texts)[number]> {
  const found: { -readonly [K in (typeof texts)[number]]?: string } = {}
  for (const key of texts) {
    const value = entry[key]
    if (value === undefined) continue
    if (typeof value !== 'string') {
      throw invalid(place, `"${key}" has to be a text, but is ${kindOf(value)}`)
    }
    found[key] = value
  }
  return found
}

function readAges(entry: Claims, place: string): Pick<Persona, (typeof ages)[number]> {
  const found: { -readonly [K in (typeof ages)[number]]?: number } = {}
  for (const key of ages) {
    const value = entry[key]
    if (value === undefined) continue
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw invalid(place, `"${key}" has to be a number of seconds, but is ${kindOf(value)}`)
    }
    found[key] = value
  }
  return found
}

/** Without "claims" the entry itself is the claims; a long form with a slip in that one key must not pass as such. */
function refuseForgottenClaims(entry: Claims, place: string): void {
  for (const [key, value] of Object.entries(entry)) {
    if (isObject(value) && didYouMean(key, ['claims']) !== '') {
      throw invalid(place, `there is no key "${key}"${didYouMean(key, ['claims'])}`)
    }
    if (ages.some((age) => age === key) || key === 'displayName') {
      throw invalid(
        place,
        `"${key}" stands beside "claims", which is missing; put the claims into "claims"`,
      )
    }
  }
}

function invalid(place: string, problem: string): EmulatorError {
  return new EmulatorError('PERSONAS_INVALID', `${place}: ${problem}`)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'

  return typeof value === 'object' ? 'an object' : JSON.stringify(value)
}
