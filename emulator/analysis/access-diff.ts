import type { Mode } from '../model/modes.ts'
import { enabledModes } from '../model/modes.ts'
import { capabilitiesOf } from './capabilities.ts'
import type { Answer, Outcome, Study } from './case.ts'
import { cellsOf, classesOf } from './cells.ts'
import type { Cell } from './cells.ts'
import { whenOf } from './facts.ts'
import { fold } from './fold.ts'
import type { FoldedPath } from './fold.ts'
import { noArgument } from './studies/answers.ts'
import { subjectsOf } from './sides.ts'
import type { Subject, Version } from './sides.ts'
import { pointsOf } from './variables.ts'
import type { Points } from './variables.ts'

/** How access changed for some requests. */
export interface AccessChange {
  readonly change: 'gained' | 'lost' | 'shape'
  readonly subject: Subject
  readonly study: Study
  readonly mode: Mode
  /** e.g. `update`, `set title`; of a changed shape, the question. */
  readonly capability: string
  /** Every cell in which it changed; each has its own request as a witness. */
  readonly cells: readonly Cell[]
  /** The same cells, folded: where it changed, in words. */
  readonly paths: readonly ChangedPath[]
}

/** One way in which requests are affected. */
export interface ChangedPath {
  /** Conditions in words; none: always. */
  readonly when: readonly string[]
  readonly cells: readonly Cell[]
}

/** Two versions compared, case by case. */
export interface AccessDiff {
  /** How many cases the rules of either version can tell apart. */
  readonly compared: number
  readonly changes: readonly AccessChange[]
}

/**
 * Who gained and who lost what from one version of the rules to another. Exact: every case that either version can tell from
 * another is asked of both (`analysis.md` §3.1). `isAsked` leaves subjects out, for callers who know that nothing changed there.
 */
export function diffAccess(
  base: Version,
  head: Version,
  isAsked: (subject: string) => boolean = () => true,
): AccessDiff {
  const modes = [base, head].flatMap(({ definition }) => enabledModes(definition.modes))
  const subjects = subjectsOf([base, head]).filter(({ name }) => isAsked(name))
  return diffSubjects(subjects, new Set(modes))
}

/** The same for subjects whose two sides are made already. */
export function diffSubjects(subjects: readonly Subject[], modes: ReadonlySet<Mode>): AccessDiff {
  let compared = 0
  const changes: AccessChange[] = []
  for (const subject of subjects) {
    for (const study of subject.studies) {
      for (const mode of modes) {
        const cells = cellsOf(study, subject.sides, mode)
        compared += cells.size
        changes.push(...changesOf({ subject, study, mode }, [...cells.values()]))
      }
    }
  }
  return { compared, changes }
}

/** Whether anybody gains or loses anything at all: as `diffAccess`, but no further than the first such case. */
export function changesAccess(
  base: Version,
  head: Version,
  isAsked: (subject: string) => boolean = () => true,
): boolean {
  const modes = new Set([base, head].flatMap(({ definition }) => enabledModes(definition.modes)))
  return subjectsOf([base, head])
    .filter(({ name }) => isAsked(name))
    .some(({ studies, sides }) =>
      studies.some((study) =>
        [...modes].some((mode) =>
          [...cellsOf(study, sides, mode).values()].some(({ answers }) =>
            changesIn(study, answers).some(({ change }) => change !== 'shape'),
          ),
        ),
      ),
    )
}

type Asked = Pick<AccessChange, 'subject' | 'study' | 'mode'>

/** How the answers of two versions to one request differ. */
export function changesIn(
  study: Study,
  answers: readonly Answer[],
): readonly Pick<AccessChange, 'change' | 'capability'>[] {
  const [before, after] = outcomesOf(answers)
  if (outcomeText(before) === outcomeText(after)) return []
  const had = capabilitiesOf(study.name, before)
  const has = capabilitiesOf(study.name, after)
  const lacksArgument = [before, after].some(({ answer }) => answer === noArgument)
  if (lacksArgument && !isAbsence(before, after)) {
    // Whoever leaves the argument out is another case: only the shape of the request is another.
    const wasUsed = had.size + has.size > 0
    return wasUsed ? [{ change: 'shape', capability: study.name }] : []
  }
  const gained = [...has].filter((one) => !had.has(one))
  const lost = [...had].filter((one) => !has.has(one))
  const isShape = gained.length === 0 && lost.length === 0 && !isAbsence(before, after)
  return [
    ...gained.map((capability) => ({ change: 'gained' as const, capability })),
    ...lost.map((capability) => ({ change: 'lost' as const, capability })),
    ...(isShape ? [{ change: 'shape' as const, capability: study.name }] : []),
  ]
}

function changesOf(asked: Asked, cells: readonly Cell[]): readonly AccessChange[] {
  const found = new Map<string, Pick<AccessChange, 'change' | 'capability'> & { cells: Cell[] }>()
  for (const cell of cells) {
    for (const { change, capability } of changesIn(asked.study, cell.answers)) {
      const key = `${change} ${capability}`
      const entry = found.get(key) ?? { change, capability, cells: [] }
      entry.cells.push(cell)
      found.set(key, entry)
    }
  }
  if (found.size === 0) return []
  const { subject, study, mode } = asked
  const classes = classesOf(study, subject.sides, mode)
  const laidOut = pointsOf(cells, { classes, valueOf: () => '' })
  return [...found.values()].map((entry) => ({
    ...asked,
    ...entry,
    paths: pathsOf({ study, all: cells, laidOut }, entry.cells),
  }))
}

interface AllCells {
  readonly study: Study
  readonly all: readonly Cell[]
  /** The same cells as points, in their order. */
  readonly laidOut: Points
}

/** Folds the cells that changed, among all. */
function pathsOf(
  { study, all, laidOut }: AllCells,
  changed: readonly Cell[],
): readonly ChangedPath[] {
  const isChanged = new Set(changed)
  const points = laidOut.points.map(({ path }, at) => {
    const cell = all[at]
    return { path, value: cell !== undefined && isChanged.has(cell) ? 'changed' : 'same' }
  })
  return fold(points)
    .filter(({ value }) => value === 'changed')
    .map((path) => ({
      when: whenOf(path, laidOut, study.name),
      cells: all.filter((_, at) => isOn(path, points[at]?.path ?? [])),
    }))
}

function isOn({ conditions }: FoldedPath, path: readonly string[]): boolean {
  return [...conditions].every(([at, values]) => values.includes(path[at] ?? ''))
}

function outcomesOf(answers: readonly Answer[]): readonly [Outcome, Outcome] {
  const [before = {}, after = {}] = answers.map((answer) => answer.outcome())
  return [withoutSeen(before, after), withoutSeen(after, before)]
}

/** A field that roles of one version look at is in this input or not: that it might be added is another cell's matter. */
function withoutSeen(outcome: Outcome, other: Outcome): Outcome {
  const isColumn = (taken: string | undefined): boolean =>
    taken === undefined || /^(yes|no)$/.test(taken)
  return Object.fromEntries(
    Object.entries(outcome).filter(
      ([name]) => !name.startsWith('send ') || (isColumn(outcome[name]) && isColumn(other[name])),
    ),
  )
}

/** Whether one version just has no such thing: that a request for it is now refused is no news. */
function isAbsence(before: Outcome, after: Outcome): boolean {
  return before['answer'] === 'gone' || after['answer'] === 'gone'
}

/** An outcome as a text by which two are compared. */
export function outcomeText(outcome: Outcome): string {
  return JSON.stringify(
    Object.entries(outcome).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}
