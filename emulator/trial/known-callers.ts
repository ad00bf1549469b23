import type { KnownCaller } from '../analysis/witness.ts'
import type { Identity } from '../identity/identity.ts'
import type { Persona } from '../issuer/persona.ts'
import { userPoolClaims } from '../issuer/user-pool-claims.ts'
import { enabledModes, tokenModeOf, tokenModes } from '../model/modes.ts'
import type { AuthorizationModes, TokenMode } from '../model/modes.ts'

/**
 * Personas as the analysis asks about them: as the API takes their tokens, in its default mode under their own name; where it takes
 * both kinds of token, also as `alice (oidc)` or `alice (userPool)`. Those that call with the API key have no token.
 */
export function knownCallers(
  personas: readonly Persona[],
  modes: AuthorizationModes,
): readonly KnownCaller[] {
  const usual = tokenModeOf(modes)
  const others = tokenModes.filter((mode) => mode !== usual && enabledModes(modes).includes(mode))
  return personas
    .filter(({ mode }) => mode !== 'apiKey')
    .flatMap((persona) => [
      { name: persona.name, identity: identityOf(persona, usual) },
      ...others.map((mode) => ({
        name: `${persona.name} (${mode})`,
        identity: identityOf(persona, mode),
      })),
    ])
}

function identityOf({ name, claims }: Persona, mode: TokenMode): Identity {
  if (mode === 'oidc') return { mode, issuer: '', claims }
  return { mode, issuer: '', claims: userPoolClaims({ clientId: '', name, claims }) }
}
