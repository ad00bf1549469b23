import { generateKeyPair, UnsecuredJWT } from 'jose'

import type { Claims } from '../model/claims.ts'
import { signClaims } from './signing-keys.ts'
import type { SigningKeys } from './signing-keys.ts'

/** The ways in which a token can be false, beside its claims. */
export const forgeries = ['alg-none', 'wrong-key', 'bad-signature'] as const
export type Forgery = (typeof forgeries)[number]

type Forger = (claims: Claims, keys: SigningKeys) => Promise<string>

const forgers: Readonly<Record<Forgery, Forger>> = {
  'alg-none': async (claims) => new UnsecuredJWT({ ...claims }).encode(),
  'wrong-key': async (claims, keys) => {
    const { privateKey } = await generateKeyPair(keys.algorithm)
    return signClaims(claims, 'JWT', { ...keys, privateKey })
  },
  'bad-signature': async (claims, keys) => spoilSignature(await signClaims(claims, 'JWT', keys)),
}

/** A token with these claims that no verifier may believe. */
export function forgeToken(claims: Claims, forgery: Forgery, keys: SigningKeys): Promise<string> {
  return forgers[forgery](claims, keys)
}

function spoilSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  const other = token[start] === 'A' ? 'B' : 'A'
  return token.slice(0, start) + other + token.slice(start + 1)
}
