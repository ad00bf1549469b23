import type { OperationPolicy } from '../../policy/operation-policy.ts'
import { withGates } from './gate-directives.ts'
import { typeText } from './model-fields.ts'

/** The root field of a custom operation, under its own name. */
export function operationField({ operation, gates }: OperationPolicy): string {
  const { name, result, triggers } = operation
  const given = operation.arguments.map(
    (argument) => `${argument.name}: ${typeText(argument, 'output')}`,
  )
  const mutations = triggers.map((trigger) => JSON.stringify(trigger)).join(', ')
  const field = [
    given.length === 0 ? `${name}:` : `${name}(${given.join(', ')}):`,
    typeText(result, 'output'),
    ...(mutations === '' ? [] : [`@aws_subscribe(mutations: [${mutations}])`]),
  ]
  return withGates(field.join(' '), gates)
}
