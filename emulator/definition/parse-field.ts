import type { FieldDefinitionNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { Field } from '../model/definition.ts'
import { directiveArguments, refuseOtherDirectives } from './directive.ts'
import { parseRelation, relationDirectives } from './parse-relation.ts'
import type { RuleOrigin } from './rule-places.ts'
import { parseRules } from './parse-rule.ts'
import { parseType } from './parse-type.ts'
import type { TypeNames } from './parse-type.ts'
import { parseValidations } from './parse-validations.ts'

const knownDirectives = [
  'auth',
  'default',
  'index',
  'primaryKey',
  'refersTo',
  'validate',
  ...relationDirectives,
]

/** Reads one field of a model; `owner` is that model's name. */
export function parseField(
  node: FieldDefinitionNode,
  owner: string,
  context: { readonly types: TypeNames; readonly places: readonly RuleOrigin[] },
): Field {
  const name = node.name.value
  const bearer = `field "${owner}.${name}"`
  refuseOtherDirectives(node, knownDirectives, bearer)
  const type = parseType(node.type, context.types, bearer)
  const relation = parseRelation(node, type.kind, bearer)
  const validations = parseValidations(node, { owner, name })
  return {
    name,
    ...type,
    ...defaultOf(node),
    ...(relation === undefined ? {} : { relation }),
    ...(validations.length === 0 ? {} : { validations }),
    rules: parseRules(node, context.places),
  }
}

/** Reads one field of a custom type or an `input` type. */
export function parsePlainField(
  node: Pick<FieldDefinitionNode, 'name' | 'type' | 'directives'>,
  owner: string,
  types: TypeNames,
): Field {
  const name = node.name.value
  const bearer = `field "${owner}.${name}"`
  if (directiveArguments(node, 'default') !== undefined)
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `${bearer}: The @default directive may only be added to object definitions annotated with @model.`,
    )
  refuseOtherDirectives(node, ['auth'], bearer)
  const type = parseType(node.type, types, bearer)
  if (type.kind === 'model')
    throw new EmulatorError('NOT_EMULATED', `${bearer}: a model in a custom type is not emulated`)
  return { name, ...type, rules: parseRules(node, []) }
}

/** A default without a value is one that the database makes. */
function defaultOf(node: FieldDefinitionNode): Pick<Field, 'defaultValue' | 'generated'> {
  const written = directiveArguments(node, 'default')
  if (written === undefined) return {}
  const { value } = written
  return typeof value === 'string' ? { defaultValue: value } : { generated: true }
}
