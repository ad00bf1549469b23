import type { Identity } from '../identity/identity.ts'
import type { Claims } from '../model/claims.ts'
import type { Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import type { Policy } from '../policy/compile-policy.ts'
import { claimParts, isItemRole } from '../policy/role.ts'

/** What the rules of a definition read of tokens and items, by name. */
export interface ReadableNames {
  readonly claims: ReadonlySet<string>
  readonly attributes: ReadonlySet<string>
}

export function readableNames({ models }: Policy): ReadableNames {
  const roles = [...models.values()].flatMap(({ matrix }) => matrix.roles)
  return {
    claims: new Set(roles.flatMap((role) => ('claim' in role ? claimParts(role.claim) : []))),
    attributes: new Set(roles.flatMap((role) => (isItemRole(role) ? [role.field] : []))),
  }
}

/** Another for each token, and nobody's name. */
const passing = new Set(
  'iss aud azp iat exp nbf auth_time nonce at_hash sid jti origin_jti event_id client_id'.split(
    ' ',
  ),
)

/** The caller without what tells two tokens of one person apart, unless a rule reads it: such requests are one case. */
export function bareIdentity(identity: Identity, { claims }: ReadableNames): Identity {
  switch (identity.mode) {
    case 'oidc':
    case 'userPool':
      return { ...identity, issuer: '', claims: withoutPassing(identity.claims, claims) }
    case 'iam':
      return { mode: 'iam', principal: identity.principal }
    case 'apiKey':
    case 'lambda':
      return { mode: identity.mode }
  }
}

function withoutPassing(claims: Claims, read: ReadonlySet<string>): Claims {
  return Object.fromEntries(
    Object.entries(claims).filter(([name]) => read.has(name) || !passing.has(name)),
  )
}

const generated = ['__typename', 'createdAt', 'updatedAt', 'id']

/** An item without what the API makes up for it: no version's rules can name it, unless it is declared or read already. */
export function readableOf(
  item: Item,
  model: Model | undefined,
  { attributes }: ReadableNames,
): Item {
  const declared = new Set(model?.fields.map(({ name }) => name))
  return Object.fromEntries(
    Object.entries(item).filter(
      ([name]) => !generated.includes(name) || declared.has(name) || attributes.has(name),
    ),
  )
}
