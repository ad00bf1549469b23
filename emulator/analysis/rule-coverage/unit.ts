import type { Definition } from '../../model/definition.ts'
import type { ModelOperation, Rule } from '../../model/rule.ts'
import { ruleId, writtenRules } from '../written-rules.ts'
import type { WrittenRule } from '../written-rules.ts'

/** What a rule can be covered for: of a field's rules the reading operations are one. */
export type UnitOperation =
  | 'create'
  | 'get'
  | 'list'
  | 'update'
  | 'delete'
  | 'listen'
  | 'read'
  | 'call'

/** One rule, and one operation that it grants. */
export interface Unit {
  readonly written: WrittenRule
  readonly operation: UnitOperation
}

/** The name of a unit within its definition, e.g. `Employee.ssn#0 read`. */
export function unitId({ written, operation }: Unit): string {
  return `${ruleId(written)} ${operation}`
}

/** The rules that suites are about: those that AWS adds for a conversation are nobody's to change. */
export function countedRules(definition: Definition): readonly WrittenRule[] {
  const { models, operations, customTypes } = definition
  const added = new Set([
    ...models.filter(({ conversation }) => conversation !== undefined).map(({ name }) => name),
    ...operations
      .filter(({ conversation }) => conversation !== undefined)
      .map(({ root, name }) => `${root}.${name}`),
    ...customTypes.map(({ name }) => name),
  ])
  return writtenRules(definition).filter(
    ({ holder }) => !added.has(holder) && !added.has(holder.split('.')[0] ?? ''),
  )
}

/** Rules on fields of custom types, about which no question of the analysis is. */
export function uncountedRules({ customTypes, ...rest }: Definition): readonly WrittenRule[] {
  return writtenRules({ ...rest, customTypes, models: [], operations: [] })
}

/** One unit for each operation that a rule grants, in the order of the operations; sync and search have no API. */
export function unitsOf(written: WrittenRule): readonly Unit[] {
  return operationsOf(written).map((operation) => ({ written, operation }))
}

function operationsOf(written: WrittenRule): readonly UnitOperation[] {
  switch (kindOf(written)) {
    case 'operation':
      return ['call']
    case 'field':
      return (['create', 'read', 'update', 'delete'] as const).filter((one) =>
        holdsOnField(written.rule, one),
      )
    case 'model':
      return (['create', 'get', 'list', 'update', 'delete', 'listen'] as const).filter((one) =>
        holds(written.rule, one),
      )
  }
}

type RuleKind = 'model' | 'field' | 'operation'

function kindOf({ holder }: Pick<WrittenRule, 'holder'>): RuleKind {
  if (/^(?:Query|Mutation|Subscription)\./.test(holder)) return 'operation'
  return holder.includes('.') ? 'field' : 'model'
}

const reading: readonly ModelOperation[] = ['get', 'list', 'listen', 'search', 'sync']

function holds({ operations }: Rule, operation: ModelOperation): boolean {
  if (operations === undefined) return true
  return (
    operations.includes(operation) || (operations.includes('read') && reading.includes(operation))
  )
}

function holdsOnField(rule: Rule, operation: 'create' | 'read' | 'update' | 'delete'): boolean {
  return operation === 'read' ? reading.some((one) => holds(rule, one)) : holds(rule, operation)
}

/** Which operation of a rule a question is about; undefined: none that it grants. */
export function operationIn(written: WrittenRule, study: string): UnitOperation | undefined {
  const [question = ''] = study.split(' ')
  const granted = operationsOf(written)
  const asked = questions[question] ?? []
  return asked.find((operation) => granted.includes(operation))
}

/**
 * Whoever may read in any way follows a relation; the value of a field is read by whoever may get the item. A null in an
 * update is a matter of `delete`.
 */
const questions: Readonly<Record<string, readonly UnitOperation[]>> = {
  create: ['create'],
  get: ['get', 'read'],
  list: ['list', 'read'],
  query: ['list', 'read'],
  update: ['update', 'delete'],
  delete: ['delete'],
  listen: ['listen', 'read'],
  read: ['read', 'get', 'list'],
  follow: ['get', 'list', 'read'],
  call: ['call'],
}
