import type { Filter } from '../model/filter.ts'
import type { Item } from '../model/item.ts'
import type { Role } from '../policy/role.ts'

/** Why a role did or did not match, in one word. The list is closed and public: suites name these. */
export const reasons = [
  'granted',
  'fills-owner',
  'imposes-filter',
  'imposes-key',
  'other-mode',
  'claim-missing',
  'not-the-owner',
  'owner-is-null',
  'not-in-group',
  'not-in-item-groups',
  'not-this-principal',
  'not-every-field',
] as const
export type Reason = (typeof reasons)[number]

/** What one role's look at a request came to. */
export interface RoleEvaluation {
  readonly role: Role
  readonly reason: Reason
  /** The claim that it read; `value` is undefined when the token lacks it. */
  readonly claim?: { readonly name: string; readonly value: unknown }
  /** The field of the item, or of the input for create, that it compared with. */
  readonly compared?: { readonly field: string; readonly value: unknown }
  /** For `fills-owner`: what is written into the field. */
  readonly fills?: unknown
  /** For `imposes-filter`: what an item must match, any of them. */
  readonly terms?: readonly Filter[]
  /** For `imposes-key`: what the key attribute must be, by name; a list stands for any of its elements. */
  readonly key?: Item
}

/** Looks at a request as one role; the only thing a decision knows of the caller. `view` replaces the input (create). */
export type Observe = (role: Role, view?: Readonly<Record<string, unknown>>) => RoleEvaluation
