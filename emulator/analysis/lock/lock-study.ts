import type { Mode } from '../../model/modes.ts'
import { authorizationModes } from '../../model/modes.ts'
import type { AccessMatrix } from '../../policy/access-matrix.ts'
import type { Role } from '../../policy/role.ts'
import type { Answer, Case, Outcome, Side, Study } from '../case.ts'
import type { Fact } from '../facts.ts'
import { isRefusal } from '../outcome-words.ts'
import { plainAnswer } from '../studies/answers.ts'
import { lockQuestion } from './lock-question.ts'
import type { LockAsking, LockQuestion } from './lock-question.ts'

/** A question whose older side is a lock file. */
export interface LockStudying extends LockAsking {
  /** Stands for the lock among the sides of the subject. */
  readonly lockSide: Side
  /** The lines of this question. */
  readonly facts: readonly Fact[]
  /** The modes that are on by the lock. */
  readonly modes: ReadonlySet<Mode>
  /** What a caller of this mode is answered where the lock has no word on the question; absent: a refusal. */
  readonly unsaid?: (mode: Mode) => string
}

/**
 * A question that the lock answers on its own side and the rules on the other. Both answers are cut to what a lock file tells
 * apart: a refusal and an empty list are one, and an item that is not there is left out.
 */
export function lockStudy(studying: LockStudying): Study {
  const { study, head, lockSide, facts, modes, unsaid } = studying
  const questions = new Map(
    authorizationModes.map((mode) => {
      const own = facts.filter((fact) => fact.mode === mode)
      return [mode, lockQuestion(studying, mode, own)] as const
    }),
  )
  const roles = [...questions.values()].flatMap((question) => question.roles)
  const isLock = (side: Side): boolean => side === lockSide
  return {
    ...study,
    facts: 'item' in study.facts ? { ...study.facts, item: ['stored'] } : study.facts,
    roles: (side) => (isLock(side) ? roles : study.roles(side)),
    matrix: (side) => (isLock(side) ? matrixOf([...questions.values()]) : study.matrix(side)),
    requires: (_, field) => study.requires(head, field),
    ask(side, asked) {
      if (namesUnknown(asked, questions)) return plainAnswer('unsaid')
      if (!isLock(side)) return cut(study.ask(side, asked))
      const { mode } = asked.identity
      if (!modes.has(mode)) return plainAnswer('401')
      if (facts.length === 0 && unsaid !== undefined) return plainAnswer(unsaid(mode))
      return answerOf(questions.get(mode), asked)
    },
  }
}

/**
 * A subscription's argument that the lock names nowhere decided nothing, or was not there: no telling which, so neither side is
 * asked. An argument admits nobody who is not admitted without it.
 */
function namesUnknown(
  { given, identity }: Case,
  questions: ReadonlyMap<Mode, LockQuestion>,
): boolean {
  const roles = questions.get(identity.mode)?.roles ?? []
  return Object.keys(given).some(
    (name) => !roles.some((role) => role.kind === 'owner' && role.field === name),
  )
}

function answerOf(question: LockQuestion | undefined, asked: Case): Answer {
  const observations = question?.observe(asked) ?? []
  return {
    observations,
    outcome: () => cutOutcome(question?.outcome(observations, asked) ?? { answer: 'refuse' }),
  }
}

function cut(answer: Answer): Answer {
  return { ...answer, outcome: () => cutOutcome(answer.outcome()) }
}

function cutOutcome(outcome: Outcome): Outcome {
  return isRefusal(outcome) ? { answer: 'refuse' } : outcome
}

/** Groups are alike only where the lock, too, speaks of them as one. */
function matrixOf(questions: readonly LockQuestion[]): AccessMatrix {
  const classes = questions.flatMap((question) => question.classes.map((names) => names.join('\n')))
  const holds = (role: Role, _: string, field: string): boolean =>
    role.kind === 'static-group' && field.split('\n').includes(role.group)
  return { roles: [], fields: [...new Set(classes)], holds, roleOn: (role) => role }
}
