import { cellsOf } from '../analysis/cells.ts'
import type { Cell } from '../analysis/cells.ts'
import { orderedModes } from '../analysis/facts.ts'
import { outcomeWords } from '../analysis/outcome-words.ts'
import { subjectsOf } from '../analysis/sides.ts'
import type { Version } from '../analysis/sides.ts'
import { callerText } from './diff-report.ts'

/** One case of `matrix --exhaustive`: its smallest request and what it comes to. */
export interface ExhaustiveCase {
  readonly subject: string
  readonly question: string
  readonly caller: string
  readonly attributes: object
  readonly given: object
  readonly facts: Readonly<Record<string, string>>
  readonly outcome: string
}

/** Every case that the rules of a version can tell apart. */
export function exhaustiveCases(version: Version): readonly ExhaustiveCase[] {
  return subjectsOf([version]).flatMap((subject) =>
    subject.studies.flatMap((study) =>
      orderedModes(version).flatMap((mode) =>
        [...cellsOf(study, subject.sides, mode).values()].map((cell) =>
          caseOf(subject.name, study.name, cell),
        ),
      ),
    ),
  )
}

export function caseOf(
  subject: string,
  question: string,
  { asked, answers: [answer] }: Cell,
): ExhaustiveCase {
  const { attributes, given, facts } = asked
  const outcome = answer === undefined ? '' : outcomeWords(answer.outcome())
  return { subject, question, caller: callerText(asked), attributes, given, facts, outcome }
}

/** A case on one line. */
export function exhaustiveLine({
  question,
  caller,
  attributes,
  given,
  facts,
  outcome,
}: ExhaustiveCase): string {
  const parts = [
    caller,
    `${question === 'create' ? 'input' : 'item'} ${JSON.stringify(attributes)}`,
    ...(Object.keys(given).length === 0 ? [] : [`arguments ${JSON.stringify(given)}`]),
    ...Object.entries(facts).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${question}  ${parts.join(', ')}  => ${outcome}`
}

/** What the cases do not cover (`analysis.md` §8.2). */
export const notCovered =
  "not covered: what handlers and Lambda authorizers decide themselves, conditions of conditional writes, validation, paging (a page's limit counts before its filter), policies of identity pools, items whose stored types contradict the schema"
