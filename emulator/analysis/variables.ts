import type { Role } from '../policy/role.ts'
import type { Answer, Facts } from './case.ts'
import type { Cell } from './cells.ts'
import type { Point } from './fold.ts'
import type { GroupClass } from './group-classes.ts'

/** One thing that cells differ in: what a role saw, a mark beside it, or a fact of the request. */
export type Variable =
  | { readonly kind: 'role'; readonly role: Role; readonly groups: readonly string[] }
  | { readonly kind: 'mark'; readonly role: Role; readonly mark: string }
  | { readonly kind: 'fact'; readonly name: string }

/** A question's cells as points over its variables: roles, marks, then facts. */
export interface Points {
  readonly variables: readonly Variable[]
  readonly points: readonly Point[]
  /** Per variable: every value that occurs. */
  readonly occurring: readonly (readonly string[])[]
}

/** How cells are laid out. */
export interface Layout {
  /** Groups that nothing tells apart; they are one variable. */
  readonly classes: readonly GroupClass[]
  /** Says in a text what a cell comes to. */
  readonly valueOf: (cell: Cell) => string
}

/**
 * Lays cells out for folding. The order of variables depends on nothing but the roles: owners, groups of the item, static
 * groups, others, each by name; so the order in which rules are written changes no line.
 */
export function pointsOf(cells: readonly Cell[], { classes, valueOf }: Layout): Points {
  const roles = sortedRoles(cells, classes)
  const marks = roles.flatMap((role) =>
    marksOf(cells, role).map((mark) => ({ kind: 'mark' as const, role, mark })),
  )
  const facts = [...Object.keys(cells[0]?.asked.facts ?? {}), schemaFact]
  const variables: readonly Variable[] = [
    ...roles.map((role) => ({ kind: 'role' as const, role, groups: groupsOf(role, classes) })),
    ...marks,
    ...facts.map((name) => ({ kind: 'fact' as const, name })),
  ]
  const points = cells.map((cell) => ({
    path: variables.map((variable) => valueIn(cell, variable)),
    value: valueOf(cell),
  }))
  const occurring = variables.map((_, at) => [...new Set(points.map(({ path }) => path[at] ?? ''))])
  return { variables, points, occurring }
}

const order: readonly Role['kind'][] = [
  'owner',
  'dynamic-group',
  'static-group',
  'private',
  'public',
  'custom',
]

function sortedRoles(cells: readonly Cell[], classes: readonly GroupClass[]): readonly Role[] {
  const roles = new Map<string, Role>()
  for (const { answers } of cells)
    for (const { role } of answers.flatMap(({ observations }) => observations))
      if (!roles.has(role.id) && !isSpokenFor(role, classes)) roles.set(role.id, role)
  const place = ({ kind, id }: Role): string => `${order.indexOf(kind)} ${id}`
  return [...roles.values()].toSorted((one, other) => (place(one) < place(other) ? -1 : 1))
}

/** Of groups that nothing tells apart, the first speaks for all. */
function isSpokenFor({ id }: Role, classes: readonly GroupClass[]): boolean {
  return classes.some((members) => members.slice(1).some((member) => member.id === id))
}

function groupsOf(role: Role, classes: readonly GroupClass[]): readonly string[] {
  if (role.kind !== 'static-group') return []
  const members = classes.find((one) => one.some(({ id }) => id === role.id)) ?? [role]
  return members.map(({ group }) => group).toSorted()
}

function marksOf(cells: readonly Cell[], { id }: Role): readonly string[] {
  const seen = cells.flatMap(({ answers }) => seenBy(answers, id))
  return [...new Set(seen.flatMap((saw) => saw.split(', ').slice(1)))].toSorted()
}

/** What a case shows of a variable. */
export function valueIn({ answers, asked }: Omit<Cell, 'key'>, variable: Variable): string {
  if (variable.kind === 'fact')
    return variable.name === schemaFact ? knownBy(answers) : factIn(asked.facts, variable.name)
  const seen = seenBy(answers, variable.role.id)
  return bothViews(
    variable.kind === 'role'
      ? seen.map((saw) => saw.split(', ')[0] ?? '')
      : seen.map((saw) => (saw.split(', ').slice(1).includes(variable.mark) ? 'yes' : 'no')),
  )
}

/** Whether every version has what is asked for. */
const schemaFact = 'schema'

function knownBy(answers: readonly Answer[]): string {
  return answers.map(({ isGone = false }) => (isGone ? 'gone' : 'there')).join(' | ')
}

function seenBy(answers: readonly Answer[], id: string): readonly string[] {
  return answers.flatMap(({ observations }) =>
    observations.filter(({ role }) => role.id === id).map(({ saw }) => saw),
  )
}

/** Both versions' view of a role, which is one word wherever they agree. */
function bothViews(seen: readonly string[]): string {
  return [...new Set(seen)].join(' | ')
}

function factIn(facts: Facts, name: string): string {
  return facts[name] ?? ''
}
