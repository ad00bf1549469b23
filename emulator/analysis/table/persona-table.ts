import { enabledModes } from '../../model/modes.ts'
import type { Subject, Version } from '../sides.ts'
import { subjectsOf } from '../sides.ts'
import type { KnownCaller } from '../witness.ts'
import { tableCell } from './table-cell.ts'
import type { TableCell } from './table-cell.ts'

/** One model, or all custom operations: who may do what. */
export interface PersonaTable {
  readonly name: string
  /** The model, or the operations. */
  readonly subjects: readonly string[]
  readonly questions: readonly string[]
  readonly rows: readonly {
    readonly caller: string
    readonly cells: readonly TableCell[]
  }[]
}

/** A table for each model by name; operations follow in one table of their own. */
export function personaTables(
  version: Version,
  callers: readonly KnownCaller[],
): readonly PersonaTable[] {
  const all = allCallers(version, callers)
  const subjects = subjectsOf([version])
  const models = subjects.filter(({ kind }) => kind === 'model')
  const operations = subjects.filter(({ kind }) => kind === 'operation')
  return [
    ...models.map((subject) => tableOf(subject.name, [subject], all)),
    ...(operations.length === 0 ? [] : [tableOf('operations', operations, all)]),
  ]
}

/** Those who are known, then callers without claims, of the modes that are on. */
export function allCallers(
  version: Version,
  callers: readonly KnownCaller[],
): readonly KnownCaller[] {
  return [...callers, ...otherCallers(version)]
}

function tableOf(
  name: string,
  subjects: readonly Subject[],
  callers: readonly KnownCaller[],
): PersonaTable {
  return {
    name,
    subjects: subjects.map((subject) => subject.name),
    questions: subjects.flatMap(({ studies }) => studies.map((study) => study.name)),
    rows: callers.map(({ name: caller, identity }) => ({
      caller,
      cells: subjects.flatMap((subject) =>
        subject.studies.map((study) => tableCell(subject, study, identity)),
      ),
    })),
  }
}

/** Callers without claims, of the modes that are on. IAM without a rule of its own refuses both; that is no news. */
function otherCallers({ definition, policy }: Version): readonly KnownCaller[] {
  const modes = enabledModes(definition.modes)
  const hasIam = [...policy.models.values()].some(({ matrix }) =>
    matrix.roles.some(({ mode }) => mode === 'iam'),
  )
  return [
    ...(modes.includes('apiKey')
      ? [{ name: '(api key)', identity: { mode: 'apiKey' as const } }]
      : []),
    ...(hasIam
      ? (['guest', 'authenticated'] as const).map((principal) => ({
          name: principal === 'guest' ? '(guest)' : '(identity pool)',
          identity: { mode: 'iam' as const, principal },
        }))
      : []),
    ...(modes.includes('lambda')
      ? [{ name: '(lambda)', identity: { mode: 'lambda' as const } }]
      : []),
  ]
}
