import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { SignIn } from './accounts.ts'
import { findPersona } from './find-persona.ts'
import type { Persona } from './persona.ts'
import { readClaims, readFields, readSeconds, RequestError } from './request-error.ts'

/** What the sign-in page sends, settled. */
export type Choice =
  | { readonly kind: 'abort' }
  | { readonly kind: 'sign-in'; readonly signIn: Omit<SignIn, 'accountId'> }

const fields = ['persona', 'claims', 'issuedSecondsAgo', 'signedInSecondsAgo', 'abort']

/** The body of a sign-in; throws a RequestError that names the field. */
export function parseChoice(body: unknown, personas: readonly Persona[], clock: Clock): Choice {
  const given = readFields(body, fields)
  if (given['abort'] !== undefined) return parseAbort(given['abort'])

  const persona = findPersona(given['persona'], 'persona', personas)
  const claims = readClaims(given['claims'], 'claims')
  const issuedSecondsAgo = readSeconds(given['issuedSecondsAgo'], 'issuedSecondsAgo')
  const signedInSecondsAgo = readSeconds(given['signedInSecondsAgo'], 'signedInSecondsAgo')
  const chosen = {
    ...(persona ?? { name: undefined, claims: undefined }),
    ...(claims === undefined ? {} : { claims }),
    ...(issuedSecondsAgo === undefined ? {} : { issuedSecondsAgo }),
    ...(signedInSecondsAgo === undefined ? {} : { signedInSecondsAgo }),
  }
  if (chosen.claims === undefined) {
    throw new RequestError('persona', 'name a persona, or give the claims of whoever signs in')
  }
  return { kind: 'sign-in', signIn: signInOf({ ...chosen, claims: chosen.claims }, clock) }
}

/** The sign-in of a persona, or of claims without one; the ages count from now on the sandbox's clock. */
export function signInOf(
  who: Omit<Persona, 'name'> & { readonly name: string | undefined },
  clock: Clock,
): Omit<SignIn, 'accountId'> {
  const sub = who.claims['sub'] ?? who.name
  if (sub === undefined) {
    throw new RequestError('claims', 'there is no "sub", and no persona whose name could stand in')
  }
  return {
    persona: who.name,
    claims: { ...who.claims, sub },
    issuedSecondsAgo: who.issuedSecondsAgo ?? 0,
    authTime: epochSeconds(clock) - (who.signedInSecondsAgo ?? 0),
  }
}

function parseAbort(value: unknown): Choice {
  if (value === true) return { kind: 'abort' }
  throw new RequestError('abort', `expected true, but found ${JSON.stringify(value)}`)
}
