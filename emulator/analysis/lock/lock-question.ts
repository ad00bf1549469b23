import type { Mode } from '../../model/modes.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import type { Case, Observation, Outcome, Side, Study } from '../case.ts'
import type { Fact } from '../facts.ts'
import { inputFields } from '../input-fields.ts'
import { get } from '../studies/read.ts'
import { mannerOf } from '../words.ts'
import { sideOfRoles } from './locked-side.ts'
import { namedClasses, namedRoles } from './named-roles.ts'
import { meets, readCondition } from './read-condition.ts'
import type { Condition } from './read-condition.ts'
import { readOutcome } from './read-outcome.ts'
import type { Columns } from './read-outcome.ts'

/** What a lock says to one question for callers of one mode: its lines, read, and the roles that they speak of. */
export interface LockQuestion {
  readonly roles: readonly Role[]
  /** Groups that the lock speaks of as one. */
  readonly classes: readonly (readonly string[])[]
  observe(asked: Case): readonly Observation[]
  /** What is not listed is refused. */
  outcome(observations: readonly Observation[], asked: Case): Outcome
}

/** The question, and the newer version's side, whose words the lock's conditions are read in. */
export interface LockAsking {
  readonly subject: string
  readonly study: Study
  readonly head: Side
  readonly protectedFields: readonly string[]
  /** Fields that roles of a mode read, as far as the lock says. */
  readonly readFields: (mode: Mode) => readonly string[]
}

export function lockQuestion(asking: LockAsking, mode: Mode, facts: readonly Fact[]): LockQuestion {
  const { subject, study, head } = asking
  const texts = facts.flatMap(({ when, outcome }) => [...when, outcome])
  const known = study.roles(head).filter((role) => role.mode === mode)
  const candidates = namedRoles(texts, mode, known)
  const reading = {
    roles: candidates,
    manner: mannerOf(study.name),
    about: `[${subject}] ${study.name}`,
  }
  const lines = facts.map(({ when, outcome }) => ({
    conditions: when.map((text) => readCondition(text, reading)),
    words: outcome,
  }))
  const roles = rolesOf(lines, { study, candidates, texts })
  const side = sideOfRoles(head, { ...asking, question: study.name, roles })
  const columns = columnsOf(asking, mode)
  return {
    roles,
    classes: namedClasses(texts),
    observe: (asked) =>
      observationsOn(study, side, asked).filter(({ role }) => isAmong(role, roles)),
    outcome(observations, asked) {
      const answer = { observations, outcome: () => ({}) }
      const line = lines.find(({ conditions }) =>
        conditions.every((condition) => meets(answer, asked, condition)),
      )
      if (line === undefined) return { answer: 'refuse' }
      const outcome = readOutcome(line.words, study.name, columns)
      if (outcome['answer'] !== 'connect') return outcome
      const all = observationsOn(study, side, asked)
      return { ...outcome, event: hears(outcome, asked, all) ? 'hear' : 'not hear' }
    },
  }
}

/** What the roles see; where the newer version has no such question, what they see of a stored item. */
function observationsOn(study: Study, side: Side, asked: Case): readonly Observation[] {
  const { observations, isGone = false } = study.ask(side, asked)
  return isGone ? get.ask(side, { ...asked, facts: { item: 'stored' } }).observations : observations
}

interface Line {
  readonly conditions: readonly Condition[]
  readonly words: string
}

/** Those that some line depends on: in its conditions, in what is filled in, in what is heard. */
function rolesOf(
  lines: readonly Line[],
  {
    study,
    candidates,
    texts,
  }: {
    readonly study: Study
    readonly candidates: readonly Role[]
    readonly texts: readonly string[]
  },
): readonly Role[] {
  const groups = new Set(namedClasses(texts).flat())
  const used = lines.flatMap(({ conditions }) =>
    conditions.flatMap(({ variable }) => ('role' in variable ? [variable.role.id] : [])),
  )
  const words = lines.map((line) => line.words).join('\n')
  return candidates.filter((role) => {
    if (used.includes(role.id)) return true
    if (role.kind === 'static-group') return groups.has(role.group)
    if (!isItemRole(role)) return false
    if (study.name === 'create') return words.includes(`sets ${role.field} to ${role.claim}`)
    return (
      study.name === 'listen' && namedRoles([words], role.mode, []).some(({ id }) => id === role.id)
    )
  })
}

function isAmong({ id }: Role, roles: readonly Role[]): boolean {
  return roles.some((role) => role.id === id)
}

function columnsOf(
  { study: { name }, head: { policy }, readFields }: LockAsking,
  mode: Mode,
): Columns {
  const all = policy === undefined ? [] : inputFields(policy.model)
  const keys = policy?.model.identifier ?? []
  return {
    fields: name === 'update' ? all.filter((field) => !keys.includes(field)) : all,
    seenByRoles: readFields(mode),
  }
}

/** A filter selects alone; without one every argument must be what the event says. */
function hears(
  { filter = 'none' }: Outcome,
  { facts }: Case,
  observations: readonly Observation[],
): boolean {
  if (filter === 'none')
    return (
      facts['clientFilter'] === 'given' ||
      !observations.some(({ saw }) => saw.endsWith('another asked for'))
    )
  return observations.some(
    ({ role, saw }) =>
      saw.split(', ').includes('hit') &&
      namedRoles([filter], role.mode, []).some(({ id }) => id === role.id),
  )
}
