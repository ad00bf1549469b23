import { authorizationModes, enabledModes } from '../../model/modes.ts'
import type { Mode } from '../../model/modes.ts'
import { isItemRole } from '../../policy/role.ts'
import { diffSubjects } from '../access-diff.ts'
import type { AccessDiff } from '../access-diff.ts'
import type { Side, Study } from '../case.ts'
import type { Fact } from '../facts.ts'
import { subjectsOf } from '../sides.ts'
import type { Subject, Version } from '../sides.ts'
import { call } from '../studies/call.ts'
import { studyByName } from '../studies-of.ts'
import type { Lock } from './lock-file.ts'
import { lockStudy } from './lock-study.ts'
import { namedRoles } from './named-roles.ts'

/**
 * Who gained and who lost what since a lock file was written. Its lines are read as the observations that they speak of, so
 * the comparison is as exact as that of two definitions, for every role and field that the lock names: where all fields may be
 * written it names none, so that a new one is no news, and of an item that is not there it says nothing.
 */
export function diffLock(lock: Lock, head: Version): AccessDiff {
  const on = lockModes(lock)
  const modes = new Set([...on, ...enabledModes(head.definition.modes)])
  return diffSubjects(lockSubjects(lock, head, on), modes)
}

/** The modes that are on by the lock's settings. */
function lockModes({ settings }: Lock): ReadonlySet<Mode> {
  const line = settings.find((one) => one.startsWith('modes ')) ?? ''
  const words = line.split(/[ ,]+/)
  return new Set(authorizationModes.filter((mode) => words.includes(mode)))
}

function lockSubjects(
  { facts }: Lock,
  head: Version,
  modes: ReadonlySet<Mode>,
): readonly Subject[] {
  const subjects = subjectsOf([head])
  const names = new Set([...subjects, ...facts.map(onlyInLock)].map(({ name }) => name))
  return [...names].toSorted().map((name) => {
    const own = facts.filter(({ subject }) => subject === name)
    const known = subjects.find((subject) => subject.name === name)
    return subjectOf({ name, known, facts: own, side: sideIn(head, known), modes })
  })
}

function onlyInLock({ subject }: Fact): { readonly name: string } {
  return { name: subject }
}

function sideIn({ definition, policy }: Version, known: Subject | undefined): Side {
  const [side] = known?.sides ?? []
  const { models: policies, operations } = policy
  return side ?? { policy: undefined, policies, operations, modes: definition.modes }
}

interface Comparing {
  readonly name: string
  readonly known: Subject | undefined
  readonly facts: readonly Fact[]
  readonly side: Side
  readonly modes: ReadonlySet<Mode>
}

function subjectOf({ name, known, facts, side, modes }: Comparing): Subject {
  // Another object: sides are told apart by what they are.
  const lockSide = { ...side, policies: new Map(side.policies) }
  const protectedFields = facts.flatMap(
    ({ question }) => /^(?:read|filter) (.+)$/.exec(question)?.[1] ?? [],
  )
  const questions = new Set([
    ...(known?.studies ?? []).map((study) => study.name),
    ...facts.map(({ question }) => question),
  ])
  const studies = [...questions].filter((question) => !isUnsaid(question, protectedFields))
  return {
    name,
    kind: known?.kind ?? (isOperation(facts) ? 'operation' : 'model'),
    sides: [lockSide, side],
    studies: studies.map((question) =>
      lockStudy({
        subject: name,
        study: studyOf(question, name, known),
        head: side,
        lockSide,
        protectedFields,
        readFields: (mode) =>
          readFieldsOf(
            facts.filter((fact) => fact.mode === mode),
            mode,
          ),
        modes,
        facts: facts.filter((fact) => fact.question === question),
        ...(isOpen(question, protectedFields) ? { unsaid: openTo(facts) } : {}),
      }),
    ),
  }
}

function readFieldsOf(facts: readonly Fact[], mode: Mode): readonly string[] {
  const texts = facts.flatMap(({ when, outcome }) => [...when, outcome])
  return namedRoles(texts, mode, [])
    .filter(isItemRole)
    .map(({ field }) => field)
}

function studyOf(question: string, subject: string, known: Subject | undefined): Study {
  const own = known?.studies.find(({ name }) => name === question)
  return own ?? (question.startsWith('call ') ? call(subject) : studyByName(question))
}

function isOperation(facts: readonly Fact[]): boolean {
  return facts.some(({ question }) => question.startsWith('call '))
}

/** Whoever may list may filter: of a field that the lock does not protect it has nothing to say. */
function isUnsaid(question: string, protectedFields: readonly string[]): boolean {
  const [, field] = /^filter (.+)$/.exec(question) ?? []
  return field !== undefined && !protectedFields.includes(field)
}

/** A field that the lock does not protect was given with its item. */
function isOpen(question: string, protectedFields: readonly string[]): boolean {
  const [, field] = /^read (.+)$/.exec(question) ?? []
  return field !== undefined && !protectedFields.includes(field)
}

function openTo(facts: readonly Fact[]): (mode: Mode) => string {
  const modes = new Set(facts.map(({ mode }) => mode))
  // The type is always open to IAM.
  return (mode) => (mode === 'iam' || modes.has(mode) ? 'value' : 'refuse')
}
