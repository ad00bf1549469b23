import type { Role } from '../policy/role.ts'
import type { Answer, Facts } from './case.ts'
import type { Cell } from './cells.ts'
import type { Point } from './fold.ts'

/** One thing that cells differ in: what a role saw, or a fact of the request. */
export type Variable =
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'fact'; readonly name: string }

/** A question's cells as points over its variables: roles in the order in which they are tried, then facts. */
export interface Points {
  readonly variables: readonly Variable[]
  readonly points: readonly Point[]
}

/** Lays cells out for folding; `valueOf` says in a text what a cell comes to. */
export function pointsOf(cells: readonly Cell[], valueOf: (cell: Cell) => string): Points {
  const roles = new Map<string, Role>()
  for (const { answers } of cells)
    for (const { role } of answers.flatMap(({ observations }) => observations))
      if (!roles.has(role.id)) roles.set(role.id, role)
  const facts = Object.keys(cells[0]?.asked.facts ?? {})
  return {
    variables: [
      ...[...roles.values()].map((role) => ({ kind: 'role' as const, role })),
      ...facts.map((name) => ({ kind: 'fact' as const, name })),
    ],
    points: cells.map((cell) => ({
      path: [
        ...[...roles.keys()].map((id) => sawOf(cell.answers, id)),
        ...valuesOf(cell.asked.facts, facts),
      ],
      value: valueOf(cell),
    })),
  }
}

/** Both versions' view of a role, which is one word wherever they agree. */
function sawOf(answers: readonly Answer[], id: string): string {
  const seen = answers.flatMap(({ observations }) =>
    observations.filter(({ role }) => role.id === id).map(({ saw }) => saw),
  )
  return [...new Set(seen)].join(' | ')
}

function valuesOf(facts: Facts, names: readonly string[]): readonly string[] {
  return names.map((name) => facts[name] ?? '')
}
