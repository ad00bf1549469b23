import type { Witness } from '../analysis/witness.ts'
import { operationDocument } from '../graphql/request-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { sortArgument } from '../graphql/types/names.ts'
import type { Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { askedField, sampleNamed, trialInput, trialItem, trialKey } from './trial-item.ts'
import type { TrialModel } from './trial-item.ts'

/** Why a case cannot be tried by one request. */
export interface Untried {
  readonly untried: string
}

/** The request that a witness stands for, against the item that is stored; subscriptions are another matter. */
export function trialRequest(known: TrialModel, witness: Witness): GraphQLDocument | Untried {
  const [kind = '', name = ''] = witness.study.name.split(' ')
  switch (kind) {
    case 'create':
    case 'update':
    case 'delete':
    case 'get':
      return itemRequest(known, witness, kind)
    case 'list':
      return listRequest(known, witness)
    case 'read':
      return fieldRequest(known, witness, name)
    case 'query':
      return indexRequest(known, witness, name)
    case 'filter':
      return filterRequest(known, name)
    default:
      return { untried: 'the item that holds the relation is another one' }
  }
}

function itemRequest(
  known: TrialModel,
  witness: Witness,
  operation: 'create' | 'update' | 'delete' | 'get',
): GraphQLDocument {
  const inputs = {
    create: () => ({ input: trialInput(known, witness) }),
    update: () => ({ input: changeOf(known, witness) }),
    delete: () => ({}),
    get: () => ({}),
  }
  const { model, definition } = known
  const request = inputs[operation]()
  return operationDocument(model, operation, {
    definition,
    item: trialKey(known, witness),
    request,
  })
}

function fieldRequest(
  known: TrialModel,
  witness: Witness,
  field: string,
): GraphQLDocument | Untried {
  const { model, definition } = known
  const { through = 'get' } = witness
  if (isRelation(model, field)) return { untried: 'the related model has a say in it' }
  const isEmpty = (trialItem(known, witness)[field] ?? null) === null
  if (through !== 'get' && isEmpty) return { untried: 'the field is empty in every such item' }
  const item = trialKey(known, witness)
  return operationDocument(model, through, { definition, item, request: { field } })
}

function isRelation({ fields }: Model, name: string): boolean {
  return fields.some((field) => field.name === name && field.relation !== undefined)
}

function changeOf(known: TrialModel, witness: Witness): Item {
  const field = askedField(witness)
  if (field === undefined) return {}
  return { [field]: witness.capability.startsWith('clear ') ? null : sampleNamed(known, field) }
}

function listRequest(known: TrialModel, witness: Witness): GraphQLDocument | Untried {
  const { model, definition } = known
  const plain = operationDocument(model, 'list', { definition, item: {}, request: {} })
  if (witness.asked.facts['partition'] !== 'given' || !model.declaresIdentifier) return plain
  const [partition = 'id', ...sorts] = model.identifier
  return keyedRequest(known, witness, { fieldName: plain.fieldName, partition, sorts })
}

function indexRequest(
  known: TrialModel,
  witness: Witness,
  fieldName: string,
): GraphQLDocument | Untried {
  const index = known.model.indexes.find(({ queryField }) => queryField === fieldName)
  if (index === undefined) return { untried: 'there is no such index' }
  const { partitionKey: partition, sortKeys: sorts } = index
  return keyedRequest(known, witness, { fieldName, partition, sorts })
}

interface Keyed {
  readonly fieldName: string
  readonly partition: string
  readonly sorts: readonly string[]
}

function keyedRequest(
  known: TrialModel,
  witness: Witness,
  { fieldName, partition, sorts }: Keyed,
): GraphQLDocument | Untried {
  const { sort } = witness.asked.facts
  const item = trialItem(known, witness)
  const [name, ...more] = sorts
  if (sort !== 'not given' && name !== undefined && more.length > 0)
    return { untried: 'several sort keys are one condition' }
  const value = item[name ?? '']
  const condition = sort === 'equal' ? { eq: value } : { ge: typeof value === 'number' ? 0 : ' ' }
  const given = {
    [partition]: item[partition],
    ...(name === undefined || sort === 'not given'
      ? {}
      : { [sortArgument(sorts) ?? name]: condition }),
  }
  const query = `query { ${fieldName}(${argumentsText(given, known)}) { items { ${known.model.identifier.join(' ')} } } }`
  return { fieldName, query, variables: {} }
}

/** GraphQL's own spelling of a few literals; members of enums stand without quotes. */
function argumentsText(given: Item, { model }: TrialModel): string {
  return Object.entries(given)
    .map(([name, value]) => {
      const isEnum = model.fields.some((field) => field.name === name && field.kind === 'enum')
      return `${name}: ${isEnum ? String(value) : literal(value)}`
    })
    .join(', ')
}

function literal(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = Object.entries(value).map(([name, inner]) => `${name}: ${literal(inner)}`)
  return `{ ${members.join(', ')} }`
}

function filterRequest({ model, definition }: TrialModel, field: string): GraphQLDocument {
  const { fieldName } = operationDocument(model, 'list', { definition, item: {}, request: {} })
  const query = `query { ${fieldName}(filter: { ${field}: { ${anyValue({ model, definition }, field)} } }) { items { ${model.identifier.join(' ')} } } }`
  return { fieldName, query, variables: {} }
}

/** A condition that the field's type knows, whatever it comes to. */
function anyValue({ model, definition }: TrialModel, name: string): string {
  const field = model.fields.find((one) => one.name === name)
  const member = definition.enums.find((one) => one.name === field?.type)?.values[0]
  if (field?.kind !== 'enum' || member === undefined) return 'attributeExists: true'
  return field.list === null ? `ne: ${member}` : `contains: ${member}`
}
