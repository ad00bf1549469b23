import { userPoolIssuer } from '../model/aws-names.ts'
import type { Claims } from '../model/claims.ts'
import type { SignIn } from './accounts.ts'
import { audienceOf } from './audience.ts'
import type { Persona } from './persona.ts'
import type { TokenStamp } from './stamp-token.ts'
import { userPoolClaims } from './user-pool-claims.ts'

/** Whom tokens speak of. Nobody signed in when a client speaks for itself: then there is no `auth_time`. */
export type Holder = Pick<SignIn, 'persona' | 'claims' | 'issuedSecondsAgo'> &
  Partial<Pick<SignIn, 'authTime'>>

/** A client that speaks for itself: `sub` is its id, and a persona of that name gives it claims. */
export function machineOf(clientId: string, personas: readonly Persona[]): Holder {
  const persona = personas.find(({ name }) => name === clientId)
  const claims = { sub: clientId, ...persona?.claims }
  return { claims, issuedSecondsAgo: persona?.issuedSecondsAgo ?? 0 }
}

/** What a mode puts into the two tokens of a sign-in. */
interface Stamps {
  /** Of the access token; given oidc-provider's own. */
  readonly access: (original: Claims) => Pick<TokenStamp, 'claims'> & Partial<TokenStamp>
  /** The claims of the ID token. */
  readonly id: () => Claims
}

/** For which client, and by which issuer. */
interface Parties {
  readonly clientId: string
  readonly issuer: string
}

/** Whatever was chosen at sign-in counts: the access token's own claims lie under it. */
export function stampsOfOidc({ claims }: Holder, { clientId, issuer }: Parties): Stamps {
  return {
    access: ({ jti, scope, client_id: client, aud }) => ({
      audience: aud === issuer ? clientId : audienceOf(String(aud)),
      claims: { azp: clientId, jti, scope, client_id: client, ...claims },
    }),
    id: () => claims,
  }
}

/** The access token is the pool's; the ID token names the issuer that its client knows, or the client would refuse it. */
export function stampsOfUserPool({ claims, persona }: Holder, { clientId }: Parties): Stamps {
  const name = persona ?? String(claims['sub'])
  const of = (own: Claims): Claims => userPoolClaims({ clientId, name, claims: own })
  return {
    access: ({ scope }) => ({
      issuer: userPoolIssuer,
      audience: undefined,
      claims: of({ scope, ...claims, token_use: 'access' }),
    }),
    id: () => of({ ...claims, token_use: 'id' }),
  }
}
