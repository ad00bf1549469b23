import type { Claims } from '../../model/claims.ts'
import type { Item } from '../../model/item.ts'
import type { Mode } from '../../model/modes.ts'
import type { Version } from '../sides.ts'
import type { Witness } from '../witness.ts'

/**
 * What shows that a finding is true: requests with the answers that they are said to get. They are executed before the finding
 * is reported, and one that is answered otherwise is not reported.
 */
export type Proof =
  | { readonly kind: 'steps'; readonly steps: readonly ProofStep[] }
  /** The same requests under two versions of the rules; each answer stands in the witness. */
  | {
      readonly kind: 'compared'
      readonly versions: readonly [Version, Version]
      readonly witnesses: readonly Witness[]
      /** What the second version is, in words: `without line 11`. */
      readonly other: string
    }
  /** No request of this sandbox can show it: the words of AWS that say it. */
  | { readonly kind: 'documented'; readonly words: string }

/** One request, and what it is answered. */
export interface ProofStep {
  readonly caller: ProofCaller
  /** The items that are there, by model, with the attributes that matter; what else is required is filled in. Absent: as the step before left them. */
  readonly stored?: Readonly<Record<string, readonly Item[]>>
  readonly ask: ProofRequest
  readonly answer: ProofAnswer
}

/** Who asks: claims of a token, or somebody without claims. */
export type ProofCaller =
  | { readonly mode: 'oidc' | 'userPool'; readonly claims: Claims; readonly token?: ProofToken }
  | { readonly mode: 'iam'; readonly principal: 'guest' | 'authenticated' }
  | { readonly mode: Exclude<Mode, 'oidc' | 'userPool' | 'iam'> }

/** How a token differs from one that was made now for this API; times in seconds. */
export interface ProofToken {
  readonly audience?: string
  readonly issuedAgo?: number
  readonly authenticatedAgo?: number
  /** Lives so long after it was issued; an hour by default. */
  readonly lifetime?: number
  readonly without?: readonly string[]
}

/** What is asked for. Fields are what the answer selects; the key by default. */
export type ProofRequest =
  | {
      readonly operation: 'create' | 'update' | 'delete' | 'get'
      readonly model: string
      /** Of create, what is sent beside what is required; of the others, the key and what is changed. */
      readonly input: Item
      readonly fields?: readonly string[]
      /** A relation to follow, and what to select of what it leads to. */
      readonly follow?: { readonly relation: string; readonly fields: readonly string[] }
    }
  | {
      readonly operation: 'list'
      readonly model: string
      readonly filter?: Item
      readonly fields?: readonly string[]
    }
  | {
      readonly operation: 'query'
      readonly model: string
      /** The root query of the index. */
      readonly query: string
      readonly given: Item
      readonly fields?: readonly string[]
    }
  /** Subscribes, then somebody past all rules makes the change: is it heard? */
  | {
      readonly operation: 'listen'
      readonly model: string
      readonly given?: Item
      readonly to: 'create' | 'update' | 'delete'
      readonly input: Item
      readonly fields?: readonly string[]
    }
  /** Subscribes, and nothing happens. */
  | {
      readonly operation: 'subscribe'
      readonly model: string
      readonly to: 'create' | 'update' | 'delete'
    }
  /** A custom operation, e.g. `Query.report`; required arguments are filled in. */
  | { readonly operation: 'call'; readonly name: string }

/** What came of it; what is not named is not asserted. */
export interface ProofAnswer {
  /**
   * `ok`: answered without an authorization error of the operation's own · `refused`: `Not Authorized to access …` ·
   * `fields refused`: `Unauthorized on […]` · `401` · `not called`: its handler would run, and is not run here.
   */
  readonly status: 'ok' | 'refused' | 'fields refused' | '401' | 'not called'
  /** The input fields that `Unauthorized on […]` names. */
  readonly unauthorized?: readonly string[]
  /** Of what is selected, these values exactly; null also where there is no item. A relation stands under its name. */
  readonly shows?: Item | null
  /** Fields of the answer that were refused with an error of their own. */
  readonly refusedFields?: readonly string[]
  /** Of lists and index queries: these rows, in any order, each with exactly the fields that are selected. */
  readonly rows?: readonly Item[]
  readonly heard?: boolean
  /** Of what a create or update stored: these values. */
  readonly stores?: Item
}
