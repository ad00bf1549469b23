import type {
  CustomOperation,
  Definition,
  Field,
  Model,
  SecondaryIndex,
} from '../model/definition.ts'
import type { Rule } from '../model/rule.ts'

/** A model, or a field of one, that has another name in the newer version. */
export interface Rename {
  readonly model: string
  /** Absent: the model itself is renamed. */
  readonly field?: string
  readonly to: string
}

/** The older definition in the newer one's words. Index queries follow: AWS names them by the model. */
export function renameIn(
  definition: Definition,
  { model, field, to }: Rename,
  head: Definition,
): Definition {
  return field === undefined
    ? withModel(definition, { from: model, to }, head)
    : withField(definition, model, { from: field, to })
}

interface Names {
  readonly from: string
  readonly to: string
}

function withModel(definition: Definition, names: Names, head: Definition): Definition {
  const ofType = (field: Field): Field =>
    field.type === names.from ? { ...field, type: names.to } : field
  const now = head.models.find(({ name }) => name === names.to)
  const { models, customTypes, operations } = definition
  return {
    ...definition,
    models: models.map((model) => ({
      ...model,
      fields: model.fields.map(ofType),
      ...(model.name === names.from
        ? { name: names.to, indexes: model.indexes.map((index) => indexAs(index, now)) }
        : {}),
    })),
    customTypes: customTypes.map((type) => ({ ...type, fields: type.fields.map(ofType) })),
    operations: operations.map((operation) => operationWith(operation, ofType, names)),
  }
}

function operationWith(
  operation: CustomOperation,
  ofType: (field: Field) => Field,
  { from, to }: Names,
): CustomOperation {
  const mutations = ['create', 'update', 'delete']
  const triggers = operation.triggers.map((trigger) => {
    const verb = mutations.find((one) => trigger === `${one}${from}`)
    return verb === undefined ? trigger : `${verb}${to}`
  })
  const { arguments: given, result } = operation
  return { ...operation, arguments: given.map(ofType), result: ofType(result), triggers }
}

/** An index over the same keys is the same index. */
function indexAs(index: SecondaryIndex, now: Model | undefined): SecondaryIndex {
  const keysOf = ({ partitionKey, sortKeys }: SecondaryIndex): string =>
    [partitionKey, ...sortKeys].join()
  const found = now?.indexes.find((one) => keysOf(one) === keysOf(index))
  return found === undefined ? index : { ...index, name: found.name, queryField: found.queryField }
}

function withField(definition: Definition, owner: string, names: Names): Definition {
  const named = (name: string): string => (name === names.from ? names.to : name)
  return {
    ...definition,
    models: definition.models.map((model) => {
      const linked = withReferences(model, owner, named)
      return model.name === owner ? withOwnField(linked, named) : linked
    }),
  }
}

/** Relations name the child's fields, on whichever side they stand. */
function withReferences(model: Model, owner: string, named: (name: string) => string): Model {
  const fields = model.fields.map((field) => {
    const { relation } = field
    if (relation === undefined) return field
    const child = relation.kind === 'belongsTo' ? model.name : field.type
    if (child !== owner) return field
    return { ...field, relation: { ...relation, references: relation.references.map(named) } }
  })
  return { ...model, fields }
}

function withOwnField(model: Model, named: (name: string) => string): Model {
  return {
    ...model,
    identifier: model.identifier.map(named),
    rules: model.rules.map((rule) => ruleWith(rule, named)),
    fields: model.fields.map((field) => ({
      ...field,
      name: named(field.name),
      rules: field.rules.map((rule) => ruleWith(rule, named)),
    })),
    indexes: model.indexes.map((index) => ({
      ...index,
      partitionKey: named(index.partitionKey),
      sortKeys: index.sortKeys.map(named),
      ...(index.projection === undefined ? {} : { projection: index.projection.map(named) }),
    })),
  }
}

function ruleWith(rule: Rule, named: (name: string) => string): Rule {
  const { ownerField, groupsField } = rule
  return {
    ...rule,
    ...(ownerField === undefined ? {} : { ownerField: named(ownerField) }),
    ...(groupsField === undefined ? {} : { groupsField: named(groupsField) }),
  }
}
