import type { FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import { directiveArguments, textsOf } from './directive-arguments.ts'
import { introspectValue } from './introspected-type.ts'
import type { IntrospectedList, IntrospectedValue, ResolveType } from './introspected-type.ts'

/** How a relation finds its other side. */
type Association =
  | { readonly connectionType: 'HAS_MANY'; readonly associatedWith: readonly string[] }
  | {
      readonly connectionType: 'HAS_ONE'
      readonly associatedWith: readonly string[]
      readonly targetNames: readonly string[]
    }
  | { readonly connectionType: 'BELONGS_TO'; readonly targetNames: readonly string[] }

/** A field of a model or custom type. */
interface IntrospectedField extends IntrospectedValue, IntrospectedList {
  readonly attributes: readonly never[]
  readonly isReadOnly?: true
  readonly association?: Association
}

/** Fields by name, in the order of the client's selection sets. */
export type IntrospectedFields = Readonly<Record<string, IntrospectedField>>

const implicitId: IntrospectedField = {
  name: 'id',
  isArray: false,
  type: 'ID',
  isRequired: true,
  attributes: [],
}

/** The fields of a custom type, as declared. */
export function customTypeFields(
  node: ObjectTypeDefinitionNode,
  resolveType: ResolveType,
): IntrospectedFields {
  const fields = (node.fields ?? []).map((field) => introspectField(field, resolveType))
  return byName(fields)
}

/** The fields of a model: `id` first, then the declared ones, then the implicit timestamps (`clients §1.3` rule 3). */
export function modelFields(
  node: ObjectTypeDefinitionNode,
  resolveType: ResolveType,
): IntrospectedFields {
  const declared = (node.fields ?? []).map((field) => introspectField(field, resolveType))
  const names = new Set(declared.map(({ name }) => name))
  const isKeyed = declaresPrimaryKey(node)
  const implied = names.has('id') || isKeyed ? [] : [implicitId]
  // AWS's generator moves a declared id to the front, wherever it was written, and requires it where it is the key.
  const own = declared.filter(({ name }) => name === 'id')
  const ids = [...implied, ...(isKeyed ? own : own.map((id) => ({ ...id, isRequired: true })))]
  const others = declared.filter(({ name }) => name !== 'id')
  const timestamps = ['createdAt', 'updatedAt'].filter((name) => !names.has(name)).map(timestamp)
  return byName([...ids, ...others, ...timestamps])
}

function declaresPrimaryKey(node: ObjectTypeDefinitionNode): boolean {
  return (node.fields ?? []).some((field) => directiveArguments(field, 'primaryKey').length > 0)
}

function timestamp(name: string): IntrospectedField {
  return {
    name,
    isArray: false,
    type: 'AWSDateTime',
    isRequired: false,
    attributes: [],
    isReadOnly: true,
  }
}

function introspectField(node: FieldDefinitionNode, resolveType: ResolveType): IntrospectedField {
  const { value, list } = introspectValue(node, resolveType)
  const association = associationOf(node)
  return {
    ...value,
    attributes: [],
    ...list,
    ...(association === undefined ? {} : { association }),
  }
}

function associationOf(node: FieldDefinitionNode): Association | undefined {
  const [hasMany] = directiveArguments(node, 'hasMany')
  if (hasMany) return { connectionType: 'HAS_MANY', associatedWith: references(node, hasMany) }
  const [hasOne] = directiveArguments(node, 'hasOne')
  if (hasOne) {
    return { connectionType: 'HAS_ONE', associatedWith: references(node, hasOne), targetNames: [] }
  }
  const [belongsTo] = directiveArguments(node, 'belongsTo')
  if (belongsTo) return { connectionType: 'BELONGS_TO', targetNames: references(node, belongsTo) }
  return undefined
}

/** Gen 2 always writes `references`; Gen 1 relations by `fields` or `indexName` are another algorithm. */
function references(
  node: FieldDefinitionNode,
  relation: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = textsOf(relation['references'])
  if (names.length === 0) {
    throw new EmulatorError(
      'NOT_EMULATED',
      `field "${node.name.value}": a relation without references is not emulated; name the reference fields`,
    )
  }
  return names
}

function byName(fields: readonly IntrospectedField[]): IntrospectedFields {
  return Object.fromEntries(fields.map((field) => [field.name, field]))
}
