import type { Identity } from '../identity/identity.ts'
import type { Filter } from '../model/filter.ts'
import type { Item } from '../model/item.ts'
import type { RoleEvaluation } from './role-evaluation.ts'

/** What was asked. */
export type Question =
  | 'mode'
  | 'create'
  | 'update'
  | 'delete'
  | 'get'
  | 'list'
  | 'index'
  | 'listen'
  | 'field'
  | 'relation'
  | 'operation'

/** The answer to one question, with its reasons in evaluation order. */
export interface Decision {
  readonly question: Question
  /** `conditional`: yes for the items that `filter` matches. */
  readonly effect: 'allow' | 'conditional' | 'deny'
  /** Why, altogether. */
  readonly reason: DecisionReason
  /** Every role that takes part in the question, in the order in which it is tried. */
  readonly trace: readonly RoleEvaluation[]
  readonly filter?: Filter
  /** Keyed reads: key attributes that the query must have, by name. */
  readonly keys?: Item
  /** Create: owner fields that the API fills in, by name. */
  readonly fills?: Item
  /** Create, update: input fields that no matching role may send. */
  readonly deniedFields?: readonly string[]
  /** Update: those of them that were sent as null without a role that may remove them. */
  readonly deniedNulls?: readonly string[]
}

/** Why a question was answered as it was, in one word; closed and public. */
export const decisionReasons = [
  'role-granted',
  'items-that-match',
  'iam-principal',
  'no-role-matches',
  'no-role-for-operation',
  'fields-not-allowed',
  'mode-not-allowed',
  'null-in-mutation-result',
  'key-argument',
  'relation-key-bypass',
  'left-out-of-mutation-result',
  'owner-argument',
  'another-owner-asked-for',
] as const
export type DecisionReason = (typeof decisionReasons)[number]

/** An IAM principal outside Cognito passes every rule, also of models that never mention IAM (`auth-semantics` §6.2). */
export function isUnrestricted(identity: Identity): boolean {
  return identity.mode === 'iam' && identity.principal === 'non-cognito'
}

/** The answer for such a principal. */
export function allowUnrestricted(question: Question): Decision {
  return { question, effect: 'allow', reason: 'iam-principal', trace: [] }
}

/** A denial; distinguishes "nobody may" from "you may not". */
export function deny(question: Question, trace: readonly RoleEvaluation[]): Decision {
  const reason = trace.some((evaluation) => evaluation.reason !== 'other-mode')
    ? 'no-role-matches'
    : 'no-role-for-operation'
  return { question, effect: 'deny', reason, trace }
}
