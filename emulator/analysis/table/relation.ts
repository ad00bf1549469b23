import { isItemRole } from '../../policy/role.ts'
import type { ItemRole } from '../../policy/role.ts'
import type { Side, Study } from '../case.ts'
import type { Cell } from '../cells.ts'

/** What an item is to a caller, in a closed list (`analysis.md` §2.1). */
export const relations = [
  'own',
  "own group's",
  "another's",
  "another group's",
  "nobody's",
  'no such item',
] as const
export type Relation = (typeof relations)[number]

/** What the item of a cell is to its caller, as far as the roles of the question look. */
export function relationOf(study: Study, side: Side, { asked, answers: [answer] }: Cell): Relation {
  if (asked.facts['item'] === 'missing') return 'no such item'
  const seen = answer?.observations ?? []
  const holds = (kind: ItemRole['kind']): boolean =>
    seen.some(({ role, saw }) => role.kind === kind && isMine(study, saw))
  if (holds('owner')) return 'own'
  if (holds('dynamic-group')) return "own group's"
  const roles = study
    .roles(side)
    .filter(isItemRole)
    .filter(({ mode }) => mode === asked.identity.mode)
  const isNamed = (kind: ItemRole['kind']): boolean =>
    roles.some((role) => role.kind === kind && names(asked.attributes[role.field]))
  if (isNamed('owner')) return "another's"
  return isNamed('dynamic-group') ? "another group's" : "nobody's"
}

/** Of a subscription the event counts, not the argument. */
function isMine(study: Study, saw: string): boolean {
  const [reason = '', ...marks] = saw.split(', ')
  if (study.name === 'listen') return marks.includes('hit')
  return reason === 'granted' || reason === 'hit' || marks.includes('hit')
}

function names(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
}
