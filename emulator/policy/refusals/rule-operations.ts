import type { Definition } from '../../model/definition.ts'
import type { ModelOperation } from '../../model/rule.ts'
import { refuseRule } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { writtenRules } from './written-rules.ts'
import type { WrittenRule } from './written-rules.ts'

/** Which operations a rule may name, by where it stands (`auth-semantics` §1.4). */
export function ruleOperations(definition: Definition): readonly Refusal[] {
  return writtenRules(definition).flatMap(({ rule, on, subject }) => {
    const { operations = [] } = rule
    const message = operations.length === 0 ? undefined : operationsFault(operations, on)
    return message === undefined ? [] : [refuseRule(rule, subject, message)]
  })
}

const readOperations: readonly ModelOperation[] = ['get', 'list', 'search', 'listen', 'sync']

function operationsFault(
  operations: readonly ModelOperation[],
  on: WrittenRule['on'],
): string | undefined {
  const named = operations.filter((operation) => readOperations.includes(operation)).join(',')
  if (on === 'operation' && named === '') return onOperation
  if (named === '') return undefined
  if (on !== 'model') return `'${named}' operation is not allowed at the field level.`
  if (!operations.includes('read')) return undefined
  return `'${named}' operations are specified in addition to 'read'. Either remove 'read' to limit access only to '${named}' or only keep 'read' to grant all ${readOperations.join(',')} access.`
}

const onOperation =
  "@auth rules on fields within Query, Mutation, Subscription cannot specify 'operations' argument as these rules are already on an operation already."
