import type { ObjectTypeDefinitionNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import { generatedOperations } from '../model/definition.ts'
import type { GeneratedOperation, Model } from '../model/definition.ts'
import type { PlacedRule, SchemaPlaces } from './builder-places.ts'
import {
  directiveArguments,
  namesIn,
  refuseOtherArguments,
  refuseOtherDirectives,
} from './directive.ts'
import type { DirectiveArguments } from './directive.ts'
import { parseField } from './parse-field.ts'
import { parseIndexes } from './parse-indexes.ts'
import { parseRule, parseRules } from './parse-rule.ts'
import type { TypeNames } from './parse-type.ts'

/** Reads one `type … @model`. */
export function parseModel(
  node: ObjectTypeDefinitionNode,
  types: TypeNames,
  places: SchemaPlaces,
): Model {
  const name = node.name.value
  const [{ place } = {}] = places.rulesOf(name)
  const settings = directiveArguments(node, 'model') ?? {}
  refuseOtherDirectives(node, ['model', 'auth', 'refersTo'], `type "${name}"`)
  refuseOtherSettings(settings, name)
  return {
    name,
    fields: (node.fields ?? []).map((field) =>
      parseField(field, name, { types, places: places.fieldRulesOf(name, field.name.value) }),
    ),
    ...identifierOf(node),
    indexes: parseIndexes(node),
    rules: parseRules(node, places.rulesOf(name)),
    ...replacedRules(places.replacedRulesOf(name)),
    disabled: disabledOperations(settings),
    feedsSubscriptions: settings['subscriptions'] !== null,
    ...(settings['timestamps'] === null ? { database: places.databaseOf(name) } : {}),
    ...interfacesOf(node),
    ...(place === undefined ? {} : { place }),
  }
}

function replacedRules(rules: readonly PlacedRule[]): Pick<Model, 'replacedRules'> {
  if (rules.length === 0) return {}
  return { replacedRules: rules.map(({ written, origin }) => parseRule(written, origin)) }
}

function interfacesOf({ interfaces = [] }: ObjectTypeDefinitionNode): Pick<Model, 'interfaces'> {
  return interfaces.length === 0 ? {} : { interfaces: interfaces.map(({ name }) => name.value) }
}

function identifierOf(
  node: ObjectTypeDefinitionNode,
): Pick<Model, 'identifier' | 'declaresIdentifier'> {
  for (const field of node.fields ?? []) {
    const primaryKey = directiveArguments(field, 'primaryKey')
    if (primaryKey === undefined) continue
    refuseOtherArguments(
      primaryKey,
      ['sortKeyFields'],
      `field "${node.name.value}.${field.name.value}": @primaryKey`,
    )
    const sortKeys = namesIn(primaryKey['sortKeyFields'])
    return { identifier: [field.name.value, ...sortKeys], declaresIdentifier: true }
  }
  return { identifier: ['id'], declaresIdentifier: false }
}

const operationsByKind = {
  queries: ['get', 'list'],
  mutations: ['create', 'update', 'delete'],
  subscriptions: ['onCreate', 'onUpdate', 'onDelete'],
} as const satisfies Record<string, readonly GeneratedOperation[]>

/** Operations can be taken away, but not renamed; `timestamps: null` marks SQL models. */
function refuseOtherSettings(settings: DirectiveArguments, model: string): void {
  const bearer = `type "${model}": @model`
  const isTimed = settings['timestamps'] !== null
  const kinds = Object.keys(operationsByKind)
  refuseOtherArguments(settings, isTimed ? kinds : [...kinds, 'timestamps'], bearer)
  for (const [kind, known] of Object.entries(operationsByKind)) {
    const setting = settings[kind]
    if (setting === null || setting === undefined) continue
    refuseOtherArguments({ ...setting }, known, `${bearer}(${kind})`)
    const renamed = known.find(
      (operation) =>
        Reflect.get({ ...setting }, operation) !== undefined && !isNull(setting, operation),
    )
    if (renamed !== undefined)
      throw new EmulatorError(
        'NOT_EMULATED',
        `${bearer}: a name of one's own for "${renamed}" is not emulated; take it out to run the rest`,
      )
  }
}

/** `@model(queries: null, mutations: {update: null})`; without a mutation its subscription goes too (`data-api` §1.2). */
function disabledOperations(written: DirectiveArguments): GeneratedOperation[] {
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
