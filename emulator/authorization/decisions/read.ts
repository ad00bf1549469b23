import type { Filter } from '../../model/filter.ts'
import type { Item } from '../../model/item.ts'
import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe, Reason, RoleEvaluation } from '../role-evaluation.ts'

/**
 * Which items may be read? All, those that a filter matches, or none (`auth-semantics` §4.4, §4.5). Owner and group roles
 * give a filter without looking at any item: a caller whose claim matches nothing gets an empty list, not a denial.
 */
export function decideRead(
  question: 'get' | 'list',
  roles: readonly Role[],
  observe: Observe,
): Decision {
  const trace = roles.map((role) => observe(role))
  if (trace.some(({ reason }) => reason === 'granted'))
    return { question, effect: 'allow', reason: 'role-granted', trace }

  const terms = trace.flatMap((evaluation) => evaluation.terms ?? [])
  if (terms.length === 0) return deny(question, trace)
  return {
    question,
    effect: 'conditional',
    reason: 'items-that-match',
    trace,
    filter: { or: terms },
  }
}

/** Settles such an answer for one item, as the filter does: allow, or a denial that says of each role why it missed. */
export function decideItem(
  decision: Decision,
  item: Item,
  matches: (item: Item, filter: Filter) => boolean,
): Decision {
  const { question, filter } = decision
  if (filter === undefined) return decision
  const trace = decision.trace.map((evaluation) => onItem(evaluation, item, matches))
  return matches(item, filter)
    ? { question, effect: 'allow', reason: 'role-granted', trace }
    : { question, effect: 'deny', reason: 'no-role-matches', trace }
}

function onItem(
  evaluation: RoleEvaluation,
  item: Item,
  matches: (item: Item, filter: Filter) => boolean,
): RoleEvaluation {
  const { terms, ...seen } = evaluation
  const { role } = seen
  if (terms === undefined || !('field' in role)) return evaluation
  const missed: Reason = role.kind === 'owner' ? 'not-the-owner' : 'not-in-item-groups'
  return {
    ...seen,
    reason: terms.some((term) => matches(item, term)) ? 'granted' : missed,
    compared: { field: role.field, value: item[role.field] },
  }
}
