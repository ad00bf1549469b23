import type { ObjectTypeDefinitionNode } from 'graphql'

import { generatedOperations } from '../model/definition.ts'
import type { GeneratedOperation, Model } from '../model/definition.ts'
import type { SchemaPlaces } from './builder-places.ts'
import { directiveArguments, refuseOtherDirectives } from './directive.ts'
import { parseField } from './parse-field.ts'
import type { TypeNames } from './parse-field.ts'
import { parseRules } from './parse-rule.ts'

/** Reads one `type … @model`. */
export function parseModel(
  node: ObjectTypeDefinitionNode,
  types: TypeNames,
  places: SchemaPlaces,
): Model {
  const name = node.name.value
  const [place] = places.rulesOf(name)
  refuseOtherDirectives(node, ['model', 'auth'], `type "${name}"`)
  return {
    name,
    fields: (node.fields ?? []).map((field) =>
      parseField(field, name, { types, places: places.fieldRulesOf(name, field.name.value) }),
    ),
    ...identifierOf(node),
    indexes: [],
    rules: parseRules(node, places.rulesOf(name)),
    disabled: disabledOperations(directiveArguments(node, 'model') ?? {}),
    feedsSubscriptions: directiveArguments(node, 'model')?.['subscriptions'] !== null,
    ...(place === undefined ? {} : { place }),
  }
}

function identifierOf(
  node: ObjectTypeDefinitionNode,
): Pick<Model, 'identifier' | 'declaresIdentifier'> {
  for (const field of node.fields ?? []) {
    const primaryKey = directiveArguments(field, 'primaryKey')
    if (primaryKey === undefined) continue
    const sortKeys = Array.isArray(primaryKey['sortKeyFields'])
      ? primaryKey['sortKeyFields'].map(String)
      : []
    return { identifier: [field.name.value, ...sortKeys], declaresIdentifier: true }
  }
  return { identifier: ['id'], declaresIdentifier: false }
}

const operationsByKind = {
  queries: ['get', 'list'],
  mutations: ['create', 'update', 'delete'],
  subscriptions: ['onCreate', 'onUpdate', 'onDelete'],
} as const satisfies Record<string, readonly GeneratedOperation[]>

/** `@model(queries: null, mutations: {update: null})`; without a mutation its subscription goes too (`data-api` §1.2). */
function disabledOperations(written: Record<string, unknown>): GeneratedOperation[] {
  const disabled = new Set<GeneratedOperation>()
  for (const [kind, operations] of Object.entries(operationsByKind)) {
    const setting = written[kind]
    for (const operation of operations) {
      if (setting === null || isNull(setting, operation)) disabled.add(operation)
    }
  }
  if (disabled.has('create')) disabled.add('onCreate')
  if (disabled.has('update')) disabled.add('onUpdate')
  if (disabled.has('delete')) disabled.add('onDelete')
  return generatedOperations.filter((operation) => disabled.has(operation))
}

function isNull(setting: unknown, operation: string): boolean {
  return typeof setting === 'object' && setting !== null && Reflect.get(setting, operation) === null
}
