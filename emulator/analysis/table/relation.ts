import type { ItemRole } from '../../policy/role.ts'
import type { Study } from '../case.ts'
import type { Cell } from '../cells.ts'

/**
 * What an item is to a caller, in a closed list. Another's, another group's and nobody's are one: no role can tell them apart,
 * since nothing that is empty is anybody's (`analysis.md` §2.1).
 */
export const relations = ['own', "own group's", 'others', 'no such item'] as const
export type Relation = (typeof relations)[number]

/** What the item of a cell is to its caller, as far as the roles of the question look. */
export function relationOf(study: Study, { asked, answers: [answer] }: Cell): Relation {
  if (asked.facts['item'] === 'missing') return 'no such item'
  const seen = answer?.observations ?? []
  const holds = (kind: ItemRole['kind']): boolean =>
    seen.some(({ role, saw }) => role.kind === kind && isMine(study, saw))
  if (holds('owner')) return 'own'
  return holds('dynamic-group') ? "own group's" : 'others'
}

/** Of a subscription the event counts, not the argument. */
function isMine(study: Study, saw: string): boolean {
  const [reason = '', ...marks] = saw.split(', ')
  if (study.name === 'listen') return marks.includes('hit')
  return reason === 'granted' || reason === 'hit' || marks.includes('hit')
}
