import type { FieldDefinitionNode, InputValueDefinitionNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { CustomOperation, Field } from '../model/definition.ts'
import {
  directiveArguments,
  namesIn,
  refuseOtherArguments,
  refuseOtherDirectives,
  repeatedDirective,
} from './directive.ts'
import { gateDirectives, parseGates } from './parse-gates.ts'
import type { RuleOrigin } from './rule-places.ts'
import { parseRules } from './parse-rule.ts'
import { parseType } from './parse-type.ts'
import type { TypeNames } from './parse-type.ts'

interface OperationContext {
  readonly root: CustomOperation['root']
  readonly types: TypeNames
  /** Of its rules, in the order written. */
  readonly places: readonly RuleOrigin[]
}

const knownDirectives = [
  'auth',
  'function',
  'sql',
  'conversation',
  'generation',
  'aws_subscribe',
  ...gateDirectives,
]

/** Reads one field of `type Query`, `Mutation` or `Subscription`. */
export function parseOperation(
  node: FieldDefinitionNode,
  { root, types, places }: OperationContext,
): CustomOperation {
  const name = node.name.value
  const bearer = `custom operation "${name}"`
  refuseOtherDirectives(node, knownDirectives, bearer)
  const [{ place } = {}] = places
  return {
    root,
    name,
    arguments: (node.arguments ?? []).map((argument) => parseArgument(argument, bearer, types)),
    result: { name, ...parseType(node.type, types, bearer), rules: [] },
    rules: parseRules(node, places),
    gates: parseGates(node),
    ...functionsOf(node, bearer),
    triggers: namesIn(directiveArguments(node, 'aws_subscribe')?.['mutations']),
    ...answererOf(node),
    ...(place === undefined ? {} : { place }),
  }
}

function parseArgument(node: InputValueDefinitionNode, operation: string, types: TypeNames): Field {
  const name = node.name.value
  const bearer = `argument "${name}" of ${operation}`
  refuseOtherDirectives(node, [], bearer)
  if (node.defaultValue !== undefined)
    throw new EmulatorError('NOT_EMULATED', `${bearer}: a default value is not emulated`)
  return { name, ...parseType(node.type, types, bearer), rules: [] }
}

function functionsOf(
  node: FieldDefinitionNode,
  bearer: string,
): Pick<CustomOperation, 'functions' | 'asyncFunctions'> {
  const written = repeatedDirective(node, 'function')
  for (const handler of written)
    refuseOtherArguments(handler, ['name', 'invocationType'], `${bearer}: @function`)
  const asyncFunctions = [...written.keys()].filter(
    (position) => written[position]?.['invocationType'] === 'Event',
  )
  return {
    functions: written.map(({ name }) => String(name)),
    ...(asyncFunctions.length === 0 ? {} : { asyncFunctions }),
  }
}

const answerers = ['sql', 'conversation', 'generation'] as const

function answererOf(node: FieldDefinitionNode): Pick<CustomOperation, 'answeredBy'> {
  const answeredBy = answerers.find((name) => directiveArguments(node, name) !== undefined)
  return answeredBy === undefined ? {} : { answeredBy }
}
