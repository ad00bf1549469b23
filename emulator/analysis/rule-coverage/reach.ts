import { enabledModes } from '../../model/modes.ts'
import type { Mode } from '../../model/modes.ts'
import { modeOf } from '../../model/rule.ts'
import type { AskedCase } from '../asked-case.ts'
import { capabilitiesOf } from '../capabilities.ts'
import { cellsOf } from '../cells.ts'
import type { Cell } from '../cells.ts'
import type { Study } from '../case.ts'
import { subjectsOf } from '../sides.ts'
import type { Subject, Version } from '../sides.ts'
import type { Wanted } from '../witness.ts'
import type { JudgedRule, Verdict } from './judge-rule.ts'
import { operationIn } from './unit.ts'
import type { Unit } from './unit.ts'

/** Which requests could still cover a unit. */
export interface Reach {
  /** The requests for which the verdict on the unit's rule would be this one; undefined: there are none. */
  wanted(unit: Unit, rule: Pick<JudgedRule, 'verdict'>, verdict: Verdict): Wanted | undefined
}

/** Every case that the rules tell apart is a request that could be sent; each question is enumerated once for all rules. */
export function reachOf(version: Version): Reach {
  const subjects = subjectsOf([version])
  const modes = enabledModes(version.definition.modes)
  const known = new Map<string, readonly Cell[]>()
  const cells = ({ name, sides }: Subject, study: Study, mode: Mode): readonly Cell[] => {
    const key = JSON.stringify([name, study.name, mode])
    const found = known.get(key) ?? [...cellsOf(study, sides, mode).values()]
    known.set(key, found)
    return found
  }
  return {
    wanted: (unit, rule, verdict) => {
      for (const { subject, study } of questionsOn(unit, subjects)) {
        for (const mode of modesFor(unit, verdict, modes)) {
          const wanted = wantedIn(
            { subject, study, mode },
            cells(subject, study, mode),
            (one) => rule.verdict(one) === verdict,
          )
          if (wanted !== undefined) return wanted
        }
      }
      return undefined
    },
  }
}

/** A rule grants something in its own mode alone; who is refused may come from any. */
function modesFor(
  { written: { rule } }: Unit,
  verdict: Verdict,
  modes: readonly Mode[],
): readonly Mode[] {
  const own = modeOf(rule.provider)
  return verdict === 'decisive' ? [own] : [own, ...modes.filter((mode) => mode !== own)]
}

interface Question {
  readonly subject: Subject
  readonly study: Study
}

/** The questions that a unit is about: of its own model first, relations to it last, because they are the hardest to ask. */
function questionsOn(unit: Unit, subjects: readonly Subject[]): readonly Question[] {
  const all = subjects.flatMap((subject) =>
    subject.studies
      .filter((study) =>
        isAbout(unit, { subject: subject.name, study: study.name }, targetOf(subject, study)),
      )
      .map((study) => ({ subject, study })),
  )
  const isFollowed = ({ study }: Question): boolean => study.name.startsWith('follow ')
  return [...all.filter((one) => !isFollowed(one)), ...all.filter(isFollowed)]
}

/** Whether a case is about this unit: `target` is the model that a relation leads to. */
export function isAbout(
  { written, operation }: Unit,
  { subject, study }: Pick<AskedCase, 'subject' | 'study'>,
  target: string | undefined,
): boolean {
  if (study.startsWith('filter ')) return false
  const { holder } = written
  const place = study.startsWith('follow ') ? target : subject
  if (place === undefined || (holder !== place && !holder.startsWith(`${place}.`))) return false
  return operationIn(written, study) === operation
}

/** The model that a relation leads to; undefined for other questions. */
export function targetOf(
  { sides }: Pick<Subject, 'sides'>,
  { name }: Pick<Study, 'name'>,
): string | undefined {
  const [kind, field] = name.split(' ')
  if (kind !== 'follow') return undefined
  return sides.flatMap(({ policy }) => policy?.model.fields ?? []).find((one) => one.name === field)
    ?.type
}

/** The cells in which a request for some one capability has the verdict. */
function wantedIn(
  { subject, study, mode }: Pick<Wanted, 'subject' | 'study' | 'mode'>,
  cells: readonly Cell[],
  isWanted: (one: AskedCase) => boolean,
): Wanted | undefined {
  for (const capability of capabilitiesIn(study, cells)) {
    const chosen = cells.filter(({ asked }) =>
      isWanted({
        subject: subject.name,
        study: study.name,
        asked,
        wants: wantsOf(study, capability),
      }),
    )
    if (chosen.length > 0) return { subject, study, mode, capability, cells: chosen }
  }
  return undefined
}

/** Whoever is after a column or an event is also after the question. */
function wantsOf({ name }: Study, capability: string): readonly string[] {
  return capability === name ? [name] : [name, capability]
}

/** All that the question can give somebody; the question itself first. */
function capabilitiesIn({ name }: Study, cells: readonly Cell[]): readonly string[] {
  const given = cells.flatMap(({ answers }) =>
    answers.flatMap((answer) => [...capabilitiesOf(name, answer.outcome())]),
  )
  return [...new Set([name, ...given])]
}
