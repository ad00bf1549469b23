import type { Claims } from '../../model/claims.ts'
import type { Item } from '../../model/item.ts'
import { claimParts } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import type { ProofCaller } from './proof.ts'

/** Somebody whom a role admits, and the attributes of an item on which it does. */
export interface Admitted {
  readonly caller: ProofCaller
  readonly attributes: Item
}

/** The smallest caller and item that a role admits; `name` is what stands for the owner, or for the group of the item. */
export function admittedBy(role: Role, name = 'alice'): Admitted {
  switch (role.kind) {
    case 'owner':
      return {
        caller: callerOf(role, ownerClaims(role.claim, name)),
        attributes: { [role.field]: listed(role.list, ownerValue(role.claim, name)) },
      }
    case 'dynamic-group':
      return {
        caller: callerOf(role, { [role.claim]: [name] }),
        attributes: { [role.field]: listed(role.list, name) },
      }
    case 'static-group':
      return { caller: callerOf(role, { [role.claim]: [role.group] }), attributes: {} }
    case 'private':
    case 'public':
    case 'custom':
      return { caller: callerOf(role, {}), attributes: {} }
  }
}

/** The caller of a role's mode with these claims. */
export function callerOf({ mode, kind }: Pick<Role, 'mode' | 'kind'>, claims: Claims): ProofCaller {
  switch (mode) {
    case 'oidc':
    case 'userPool':
      return { mode, claims }
    case 'iam':
      return { mode, principal: kind === 'public' ? 'guest' : 'authenticated' }
    case 'apiKey':
    case 'lambda':
      return { mode }
  }
}

function ownerClaims(claim: string, name: string): Claims {
  return Object.fromEntries(claimParts(claim).map((part) => [part, name]))
}

/** What the API writes into the field for this caller. */
function ownerValue(claim: string, name: string): string {
  return claimParts(claim)
    .map(() => name)
    .join('::')
}

function listed(isList: boolean, value: string): unknown {
  return isList ? [value] : value
}
