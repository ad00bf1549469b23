import { EmulatorError } from '../../errors.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import type { Answer, Case } from '../case.ts'
import { valueIn } from '../variables.ts'
import type { Variable } from '../variables.ts'
import { factPhrases, phrasesOf } from '../words.ts'
import type { Manner, Phrase } from '../words.ts'
import { namedClasses } from './named-roles.ts'

/** A condition of a lock file, read: a variable has one of these values. */
export interface Condition {
  readonly variable: Variable
  readonly values: readonly string[]
}

/** Whose conditions they are. */
export interface Reading {
  readonly roles: readonly Role[]
  readonly manner: Manner
  /** Where they stand, for messages. */
  readonly about: string
}

/** Reads a condition by the very phrases with which it is written; throws USAGE for one that is none of them. */
export function readCondition(text: string, reading: Reading): Condition {
  for (const variable of variablesOf(text, reading.roles)) {
    const values = valuesNamed(text, phrasesOf(variable, reading.manner))
    if (values !== undefined) return { variable, values }
  }
  throw new EmulatorError(
    'USAGE',
    `${reading.about}: "${text}" is no condition that this version reads; write the file again with "amplite matrix --lock"`,
  )
}

/** One phrase, or several about the same with "or" between them. */
function valuesNamed(text: string, phrases: readonly Phrase[]): readonly string[] | undefined {
  for (const phrase of phrases) {
    if (text === phrase.text) return phrase.values
    if (!text.startsWith(`${phrase.text} or `)) continue
    const more = valuesNamed(text.slice(phrase.text.length + ' or '.length), phrases)
    if (more !== undefined) return [...phrase.values, ...more]
  }
  return undefined
}

const marks = ['sent', 'another asked for', 'hit', 'last', 'same type'] as const

/** Everything that a condition can be about; owners first, since a claim that is missing is theirs. */
function* variablesOf(text: string, roles: readonly Role[]): Generator<Variable> {
  for (const name of Object.keys(factPhrases)) yield { kind: 'fact', name }
  for (const role of roles) if (isItemRole(role)) yield { kind: 'role', role, groups: [] }
  for (const role of roles)
    for (const mark of isItemRole(role) ? marks : []) yield { kind: 'mark', role, mark }
  for (const role of roles) {
    if (role.kind !== 'static-group') yield { kind: 'role', role, groups: [] }
    else for (const groups of namedClasses([text])) yield { kind: 'role', role, groups }
  }
}

/** Whether a case meets the condition. */
export function meets(answer: Answer, asked: Case, { variable, values }: Condition): boolean {
  if (variable.kind !== 'role' || variable.role.kind !== 'static-group')
    return values.includes(valueIn({ asked, answers: [answer] }, variable))
  const { groups, role } = variable
  const seen = answer.observations.filter(
    (one) =>
      one.role.kind === 'static-group' &&
      one.role.claim === role.claim &&
      groups.includes(one.role.group),
  )
  const saw = seen.find((one) => one.saw === 'granted') ?? seen[0]
  return values.includes(saw?.saw ?? '')
}
