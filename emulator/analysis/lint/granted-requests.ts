import { modeOf } from '../../model/rule.ts'
import type { Role } from '../../policy/role.ts'
import { capabilitiesOf } from '../capabilities.ts'
import type { Study } from '../case.ts'
import { cellsOf } from '../cells.ts'
import { subjectsOf } from '../sides.ts'
import type { Subject, Version } from '../sides.ts'
import { witnessOf } from '../witness.ts'
import type { Witness } from '../witness.ts'
import type { WrittenRule } from '../written-rules.ts'

/** A request that a rule lets through, and by what it is let through without it. */
export interface Granted {
  readonly witness: Witness
  /** Whose role lets the same request through without the rule. */
  readonly broader: Role | undefined
}

/** One request for each question that the rule grants, and how it is answered without the rule; none of a custom operation. */
export function grantedRequests(
  versions: readonly [Version, Version],
  written: WrittenRule,
): readonly Granted[] {
  const [holder] = written.holder.split('.')
  return subjectsOf(versions)
    .filter(({ name, kind }) => name === holder && kind === 'model')
    .flatMap((subject) =>
      subject.studies.flatMap((study) => grantedRequest(subject, study, written) ?? []),
    )
}

function grantedRequest(
  subject: Subject,
  study: Study,
  { rule }: WrittenRule,
): Granted | undefined {
  const mode = modeOf(rule.provider)
  const [, other] = subject.sides
  // An owner argument goes with the owner rule: without the rule that is another request.
  const cells = [...cellsOf(study, subject.sides, mode).values()].filter(
    ({ answers: [answer], asked }) =>
      asked.facts['item'] !== 'missing' &&
      Object.keys(asked.given).length === 0 &&
      answer?.observations.some(({ role, saw }) => role.rule === rule && isGranted.test(saw)),
  )
  // What is refused all the same, for a key or a value that the role may not send, this rule does not allow.
  const isAllowed = cells.every(
    ({ answers: [answer] }) =>
      answer !== undefined && capabilitiesOf(study.name, answer.outcome()).size > 0,
  )
  if (!isAllowed) return undefined
  if (cells.length === 0 || other === undefined) return undefined
  const witness = witnessOf({ subject, study, mode, capability: study.name, cells }, [])
  if (witness === undefined) return undefined
  const { observations } = study.ask(other, witness.asked)
  return { witness, broader: observations.find(({ saw }) => isGranted.test(saw))?.role }
}

const isGranted = /^(?:granted|hit|fills-owner)\b/
