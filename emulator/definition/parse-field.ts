import { Kind } from 'graphql'
import type { FieldDefinitionNode, TypeNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import type { Field, FieldKind, Place } from '../model/definition.ts'
import { scalarNames } from '../model/scalars.ts'
import { directiveArguments, refuseOtherDirectives } from './directive.ts'
import { parseRules } from './parse-rule.ts'

/** The names that a field's type may have, beside the scalars. */
export interface TypeNames {
  readonly enums: ReadonlySet<string>
  readonly customTypes: ReadonlySet<string>
}

/** Directives of fields that this version does not run; each is refused by name. */
const notEmulated = {
  hasMany: 'relation (hasMany)',
  hasOne: 'relation (hasOne)',
  belongsTo: 'relation (belongsTo)',
  index: 'secondary index',
  validate: 'validation (.validate())',
  refersTo: 'renamed SQL column',
} as const

/** Reads one field of a model or custom type; `owner` is that type's name. */
export function parseField(
  node: FieldDefinitionNode,
  owner: string,
  context: { readonly types: TypeNames; readonly places: readonly (Place | undefined)[] },
): Field {
  const name = node.name.value
  refuseWhatIsNotEmulated(node, `${owner}.${name}`)
  const { type, list, required } = readType(node.type)
  const defaultValue = directiveArguments(node, 'default')?.['value']
  return {
    name,
    type,
    kind: kindOf(type, `${owner}.${name}`, context.types),
    list,
    required,
    ...(typeof defaultValue === 'string' ? { defaultValue } : {}),
    rules: parseRules(node, context.places),
  }
}

function refuseWhatIsNotEmulated(node: FieldDefinitionNode, field: string): void {
  for (const [directive, what] of Object.entries(notEmulated)) {
    if (directiveArguments(node, directive) === undefined) continue
    throw new EmulatorError(
      'NOT_EMULATED',
      `field "${field}": this ${what} is not emulated yet; take it out to run the rest`,
    )
  }
  refuseOtherDirectives(node, ['auth', 'default', 'primaryKey'], `field "${field}"`)
}

function kindOf(type: string, field: string, types: TypeNames): FieldKind {
  if (scalarNames.has(type)) return 'scalar'
  if (types.enums.has(type)) return 'enum'
  if (types.customTypes.has(type)) return 'customType'
  throw new EmulatorError(
    'DEFINITION_INVALID',
    `field "${field}": its type "${type}" is not defined`,
  )
}

function readType(node: TypeNode): Pick<Field, 'type' | 'list' | 'required'> {
  if (node.kind === Kind.NON_NULL_TYPE) return { ...readType(node.type), required: true }
  if (node.kind === Kind.NAMED_TYPE) return { type: node.name.value, list: null, required: false }
  const element = readType(node.type)
  return { type: element.type, list: { elementRequired: element.required }, required: false }
}
