import pluralize from 'pluralize'
import type { FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'

import { directiveArguments, textsOf } from './directive-arguments.ts'

type Properties = Readonly<Record<string, unknown>>

/** What a directive of a model says, in the client's words. */
export interface IntrospectedAttribute {
  readonly type: 'model' | 'key' | 'auth'
  readonly properties: Properties
}

/** Which fields identify an item. */
export interface PrimaryKeyInfo {
  readonly isCustomPrimaryKey: boolean
  readonly primaryKeyFieldName: string
  readonly sortKeyFieldNames: readonly string[]
}

const defaultOperations: readonly string[] = ['create', 'update', 'delete', 'read']

/** The attributes of a model, keys before rules (`clients §1.3` rule 5). */
export function modelAttributes(node: ObjectTypeDefinitionNode): readonly IntrospectedAttribute[] {
  return [
    ...directiveArguments(node, 'model').map((properties) => attribute('model', properties)),
    ...primaryKeys(node).map(({ fields }) => attribute('key', { fields })),
    ...(node.fields ?? []).flatMap((field) => indexes(node.name.value, field)),
    ...directiveArguments(node, 'auth').map(({ rules }) =>
      attribute('auth', { rules: Array.isArray(rules) ? rules.map(completeRule) : [] }),
    ),
  ]
}

/** The identifier of a model: `id` unless it says otherwise (`clients §1.3` rule 6). */
export function primaryKeyInfo(node: ObjectTypeDefinitionNode): PrimaryKeyInfo {
  const [partitionKey = 'id', ...sortKeys] = primaryKeys(node)[0]?.fields ?? []
  return {
    isCustomPrimaryKey: partitionKey !== 'id' || sortKeys.length > 0,
    primaryKeyFieldName: partitionKey,
    sortKeyFieldNames: sortKeys,
  }
}

/** The plural that the names of list queries are built with. */
export function pluralName(model: string): string {
  return pluralize(model)
}

function attribute(
  type: IntrospectedAttribute['type'],
  properties: Properties,
): IntrospectedAttribute {
  return { type, properties }
}

function primaryKeys(node: ObjectTypeDefinitionNode): readonly { fields: readonly string[] }[] {
  return (node.fields ?? []).flatMap((field) =>
    directiveArguments(field, 'primaryKey').map((key) => ({ fields: keyFields(field, key) })),
  )
}

function indexes(model: string, field: FieldDefinitionNode): readonly IntrospectedAttribute[] {
  return directiveArguments(field, 'index').map((index) => {
    const fields = keyFields(field, index)
    const name = index['name'] ?? defaultIndexName(model, fields)
    return attribute('key', { name, queryField: index['queryField'], fields })
  })
}

function keyFields(field: FieldDefinitionNode, key: Properties): readonly string[] {
  return [field.name.value, ...textsOf(key['sortKeyFields'])]
}

/** `postsByStatusAndTitle`; the client builds the names of composite key inputs with it. */
function defaultIndexName(model: string, fields: readonly string[]): string {
  const plural = pluralName(model)
  return `${plural.charAt(0).toLowerCase()}${plural.slice(1)}By${fields.map(capitalise).join('And')}`
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * A rule with AWS's own fillers, which are those of user pools even for `oidc`: the client only reads
 * `allow`, `ownerField` and `groupsField`, so they are copied for likeness (`clients §1.3` rule 8).
 */
function completeRule(rule: Properties): Properties {
  const operations = rule['operations'] ?? defaultOperations
  if (rule['allow'] === 'owner') {
    const identityClaim = generatedIdentityClaim(rule['identityClaim'])
    return { provider: 'userPools', ownerField: 'owner', ...rule, identityClaim, operations }
  }
  if (rule['allow'] === 'groups') {
    const groupField = rule['groups'] === undefined ? { groupField: 'groups' } : {}
    const fillers = { groupClaim: 'cognito:groups', provider: 'userPools' }
    return { ...fillers, ...rule, ...groupField, operations }
  }
  return { ...rule, operations }
}

function generatedIdentityClaim(claim: unknown): unknown {
  return claim === undefined || claim === 'username' ? 'cognito:username' : claim
}
