import type { Identity } from './identity.ts'
import type { Refused } from './refusal.ts'

/** Who a request proved to be, or AppSync's refusal with the true reason. */
export type Authentication = { readonly ok: true; readonly identity: Identity } | Refused
