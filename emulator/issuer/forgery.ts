import type { Claims } from '../model/claims.ts'
import type { SigningKeys } from './signing-keys.ts'

/** One way in which a token can be false. */
interface ForgeryKind {
  /** How it is made. */
  readonly how: string
  /** The reason for which an OIDC API with both TTLs refuses it; null: it is taken. */
  readonly refusal: string | null
  /** What its claims are instead; `now` in seconds since the epoch. */
  readonly claims?: (claims: Claims, now: number) => Claims
  /** How it is signed instead. */
  readonly sign?: (claims: Claims, keys: SigningKeys) => Promise<string>
}

/** A closed list of them, by name. */
export type Forgeries<Name extends string> = Readonly<Record<Name, ForgeryKind>>
