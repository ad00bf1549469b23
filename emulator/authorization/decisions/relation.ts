import { isItemRole } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe } from '../role-evaluation.ts'

/** A relation to follow. */
export interface FollowedRelation {
  /** The related model's readers. */
  readonly roles: readonly Role[]
  /** The related model's key attributes when one item is looked up by its key; none for hasMany. */
  readonly keyAttributes: readonly string[]
  readonly observe: Observe
  /** As `observe`, for roles whose field is a key attribute. */
  readonly observeKey: Observe
}

/**
 * Which related items may be read through a relation (`auth-semantics` §4.9)? The generated resolver looks for a role's key
 * attribute in a place that never holds it; so a caller who merely has the claim is let in without a filter, to items of
 * others too. That is AWS's bug, and whoever deploys has it: the decision names it.
 */
export function decideRelation({
  roles,
  keyAttributes,
  observe,
  observeKey,
}: FollowedRelation): Decision {
  const isKeyed = (role: Role): boolean => isItemRole(role) && keyAttributes.includes(role.field)
  const trace = roles.map((role) => (isKeyed(role) ? observeKey(role) : observe(role)))
  if (trace.some(({ reason }) => reason === 'granted')) {
    return { question: 'relation', effect: 'allow', reason: 'role-granted', trace }
  }
  const terms = trace.flatMap((evaluation) => evaluation.terms ?? [])
  if (terms.length > 0) {
    return {
      question: 'relation',
      effect: 'conditional',
      reason: 'items-that-match',
      trace,
      filter: { or: terms },
    }
  }
  if (trace.some(({ reason }) => reason === 'imposes-key')) {
    return { question: 'relation', effect: 'allow', reason: 'relation-key-bypass', trace }
  }
  return deny('relation', trace)
}

/** The same in the result of a mutation that must not show the relation: nothing, without an error, to those who may read it. */
export function leaveOut(decision: Decision): Decision {
  if (decision.effect === 'deny') return decision
  const { question, trace } = decision
  return { question, effect: 'allow', reason: 'left-out-of-mutation-result', trace }
}
