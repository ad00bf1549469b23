import type { Definition, Model } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'
import { booleanKey, fieldOf, isKeyLike, noSortKeyCondition } from './key-fields.ts'
import { refuseAt } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** Identifiers consist of required scalars or enums that the model declares; of each model the first breach. */
export function primaryKeys({ models }: Definition): readonly Refusal[] {
  return models.flatMap((model) => {
    if (!model.declaresIdentifier) return []
    const message = partitionKeyFault(model) ?? sortKeyFault(model) ?? booleanFault(model)
    return message === undefined ? [] : [refuseAt(model.place, message)]
  })
}

function partitionKeyFault(model: Model): string | undefined {
  const [name = 'id', ...sortKeys] = model.identifier
  if (sortKeys.includes(name)) return `@primaryKey field '${name}' cannot reference itself.`
  const field = fieldOf(model, name)
  if (field === undefined) return missing(model, name)
  if (!field.required) return nullable(model)
  if (!isKeyLike(field))
    return `The primary key on type '${model.name}.${name}' cannot be a non-scalar.`
  return undefined
}

function sortKeyFault(model: Model): string | undefined {
  for (const name of model.identifier.slice(1)) {
    const field = fieldOf(model, name)
    if (field === undefined) return missing(model, name)
    if (!isKeyLike(field))
      return `The primary key's sort key on type '${model.name}.${name}' cannot be a non-scalar.`
    if (!field.required) return nullable(model)
    if (model.rules.some((rule) => ownsByParts(rule, name)))
      return `The primary key's sort key type '${name}' cannot be used as an owner @auth field too. Please use another field for the sort key.`
  }
  return undefined
}

function missing(model: Model, name: string): string {
  return `Can't find field '${name}' in ${model.name}, but it was specified in the primary key.`
}

function nullable({ name }: Model): string {
  return `The primary key on type '${name}' must reference non-null fields.`
}

/** Only claims of several parts, such as the default one, are refused in a sort key. */
function ownsByParts({ strategy, ownerField, identityClaim }: Rule, name: string): boolean {
  return (
    strategy === 'owner' &&
    (ownerField ?? 'owner') === name &&
    (identityClaim ?? 'sub::username').includes('::')
  )
}

/** AWS asks for the types of several sort keys only when it writes the list query. */
function booleanFault(model: Model): string | undefined {
  const [partitionKey, ...sortKeys] = model.identifier.map((name) => fieldOf(model, name))
  const booleans = sortKeys.filter((field) => field?.type === 'Boolean')
  if (booleans.length > 0 && sortKeys.length === 1)
    return noSortKeyCondition(booleans[0]?.name ?? '')
  if (partitionKey?.type === 'Boolean') return booleanKey
  return booleans.length > 0 && !model.disabled.includes('list') ? booleanKey : undefined
}
