import { createLocalJWKSet, errors, jwtVerify } from 'jose'

import type { Clock } from '../clock.ts'
import type { Claims } from '../model/claims.ts'
import type { SigningKeys } from './signing-keys.ts'

/** What tokens of the sandbox are judged by. */
export interface OwnTokenOptions {
  readonly keys: SigningKeys
  readonly clock: Clock
}

type OwnToken =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly problem: string }

/** The claims of a token that the sandbox signed and whose time has not run out on its clock. */
export async function readOwnToken(
  token: string,
  { keys, clock }: OwnTokenOptions,
): Promise<OwnToken> {
  try {
    const currentDate = new Date(clock.now())
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys.jwks()), { currentDate })
    return { ok: true, claims: { ...payload } }
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError) return { ok: false, problem: thrown.message }
    throw thrown
  }
}
