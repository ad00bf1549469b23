import type { Identity } from '../identity/identity.ts'
import type { AuthorizationModes } from '../model/modes.ts'
import type { Item } from '../model/item.ts'
import type { AccessMatrix } from '../policy/access-matrix.ts'
import type { ModelPolicy } from '../policy/compile-policy.ts'
import type { OperationPolicy } from '../policy/operation-policy.ts'
import type { Role } from '../policy/role.ts'

/** One request as the rules can see it; studies say what each part stands for. */
export interface Case {
  readonly identity: Identity
  /** The attributes that roles read: of the stored item, of the input (create), of the related item (relations). */
  readonly attributes: Item
  /** Of listen: the owner arguments. */
  readonly given: Item
  /** Everything else that the decision looks at, e.g. `{ item: 'stored', source: 'query' }`. */
  readonly facts: Facts
}

export type Facts = Readonly<Record<string, string>>

/** A model as one version of the definition has it. */
export interface Side {
  /** Undefined: this version has no such model. */
  readonly policy: ModelPolicy | undefined
  readonly policies: ReadonlyMap<string, ModelPolicy>
  readonly operations: ReadonlyMap<string, OperationPolicy>
  readonly modes: AuthorizationModes
}

/** What one role's look at a case came to, in one word. */
export interface Observation {
  readonly role: Role
  readonly saw: string
}

/**
 * What a decision came to, without any value of the request: `{ answer: 'allow', 'sets owner': 'user_id' }`. Two cases with
 * the same observations have the same outcome.
 */
export type Outcome = Readonly<Record<string, string>>

/** What one side says to a case. */
export interface Answer {
  readonly observations: readonly Observation[]
  /** True where this version has no such operation, argument or field. */
  readonly isGone?: boolean
  /** Only worked out for cases that are kept. */
  readonly outcome: () => Outcome
}

/** One question to the rules of a model, as a subject of study: what it reads, and what it answers. */
export interface Study {
  /** e.g. `create`, `read ssn`, `query listNotesByStatus`, `follow comments`. */
  readonly name: string
  /** The roles that take part, in the order in which they are tried. */
  roles(side: Side): readonly Role[]
  /** Where the rights of those roles stand; undefined: nowhere (custom operations). */
  matrix(side: Side): AccessMatrix | undefined
  /** Which of the attributes that roles read the request can carry, and with which values; absent: all of them. */
  carries?(side: Side, field: string, value: unknown): boolean
  /** Attributes that are always there, such as keys. */
  requires(side: Side, field: string): boolean
  /** Fields that the request may also name as an owner argument. */
  readonly arguments?: boolean
  readonly facts: Readonly<Record<string, readonly string[]>>
  ask(side: Side, asked: Case): Answer
}
