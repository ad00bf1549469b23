import { cellsOfCaller } from '../analysis/cells.ts'
import { subjectsOf } from '../analysis/sides.ts'
import { allCallers } from '../analysis/table/persona-table.ts'
import type { PersonaTable } from '../analysis/table/persona-table.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import type { Observation } from '../analysis/case.ts'
import { ruleText } from '../authorization/rule-text.ts'
import { placeText } from '../definition/place-text.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { caseOf, exhaustiveLine } from './exhaustive-lines.ts'

/** Every case behind a cell of a table: a request, what it comes to, and what each rule saw of it. `at` counts the questions. */
export type CallerCases = (table: PersonaTable, caller: string, at: number) => readonly string[]

export function callerCases(version: LoadedPolicy, callers: readonly KnownCaller[]): CallerCases {
  const subjects = subjectsOf([version])
  const known = allCallers(version, callers)
  return (table, caller, at) => {
    const identity = known.find(({ name }) => name === caller)?.identity
    const asked = subjects
      .filter(({ name }) => table.subjects.includes(name))
      .flatMap((subject) => subject.studies.map((study) => ({ subject, study })))[at]
    if (identity === undefined || asked === undefined) return []
    const { subject, study } = asked
    return [...cellsOfCaller(study, subject.sides, identity).values()].flatMap((cell) => [
      exhaustiveLine(caseOf(subject.name, study.name, cell)),
      ...cell.answers.flatMap(({ observations }) => observations.map(observationLine)),
    ])
  }
}

function observationLine({ role, saw }: Observation): string {
  const { place } = role.rule
  return `  ${saw}  ${ruleText(role.rule)}${place === undefined ? '' : `  ${placeText(place)}`}`
}
