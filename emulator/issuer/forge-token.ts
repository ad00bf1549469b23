import type { Claims } from '../model/claims.ts'
import { claimForgeries, forgedClaims } from './forge-claims.ts'
import { forgedSignatures, signatureForgeries } from './forge-signature.ts'
import type { Forgeries } from './forgery.ts'
import { signClaims } from './signing-keys.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Every way in which a token can be false. */
export type Forgery = (typeof signatureForgeries | typeof claimForgeries)[number]
export const forgeries: readonly Forgery[] = [...signatureForgeries, ...claimForgeries]

/** How each is made, and what comes of it. */
export const forgeryKinds: Forgeries<Forgery> = { ...forgedSignatures, ...forgedClaims }

/** A false token of these claims, and what it then says; `now` in seconds since the epoch. */
export async function forgeToken(
  claims: Claims,
  { name, now }: { readonly name: Forgery; readonly now: number },
  keys: SigningKeys,
): Promise<{ readonly token: string; readonly claims: Claims }> {
  const { claims: change, sign } = forgeryKinds[name]
  const changed = withoutUndefined({ ...claims, ...change?.(claims, now) })
  const token = await (sign?.(changed, keys) ?? signClaims(changed, 'JWT', keys))
  return { token, claims: changed }
}

function withoutUndefined(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}
