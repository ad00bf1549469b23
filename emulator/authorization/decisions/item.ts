import type { Filter } from '../../model/filter.ts'
import type { Item } from '../../model/item.ts'
import type { Decision } from '../decision.ts'
import type { Reason, RoleEvaluation } from '../role-evaluation.ts'

/** Settles a conditional decision for one item, as its filter does: allow, or a denial that says of each role why it missed. */
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
