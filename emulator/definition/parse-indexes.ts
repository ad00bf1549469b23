import type { ObjectTypeDefinitionNode } from 'graphql'
import pluralize from 'pluralize'

import { EmulatorError } from '../errors.ts'
import type { SecondaryIndex } from '../model/definition.ts'
import { namesIn, refuseOtherArguments, repeatedDirective } from './directive.ts'
import type { DirectiveArguments } from './directive.ts'

interface IndexedField {
  readonly model: string
  readonly field: string
}

/** Reads every `@index` of a model, in the order of its fields. */
export function parseIndexes(node: ObjectTypeDefinitionNode): readonly SecondaryIndex[] {
  const model = node.name.value
  return (node.fields ?? []).flatMap((fieldNode) => {
    const indexed = { model, field: fieldNode.name.value }
    return repeatedDirective(fieldNode, 'index').map((written) => parseIndex(written, indexed))
  })
}

function parseIndex(written: DirectiveArguments, indexed: IndexedField): SecondaryIndex {
  const bearer = `field "${indexed.model}.${indexed.field}": @index`
  refuseOtherArguments(written, ['name', 'sortKeyFields', 'queryField', 'projection'], bearer)
  const sortKeys = namesIn(written['sortKeyFields'])
  const defaultName = defaultIndexName(indexed, sortKeys)
  const { name, queryField } = written
  if (name === null)
    throw invalid(indexed, 'Explicit null value not allowed for name field on @index')
  const indexName = typeof name === 'string' ? name : defaultName
  return {
    name: indexName,
    partitionKey: indexed.field,
    sortKeys,
    queryField: queryFieldOf(queryField, defaultName),
    ...projectionOf(written['projection'], { indexed, name: indexName }),
  }
}

/** AWS's own, e.g. `postsByAuthorIdAndStatus` (`data-api` §1.2). */
function defaultIndexName({ model, field }: IndexedField, sortKeys: readonly string[]): string {
  const plural = pluralize(model)
  const keys = [field, ...sortKeys].map((key) => key.charAt(0).toUpperCase() + key.slice(1))
  return `${plural.charAt(0).toLowerCase()}${plural.slice(1)}By${keys.join('And')}`
}

/** `null` is written for an index without a query; the builder always writes one of the two. */
function queryFieldOf(written: unknown, defaultName: string): string | null {
  if (written === null) return null
  return typeof written === 'string' && written !== '' ? written : defaultName
}

function projectionOf(
  written: unknown,
  { indexed, name }: { readonly indexed: IndexedField; readonly name: string },
): Pick<SecondaryIndex, 'projection'> {
  if (typeof written !== 'object' || written === null) return {}
  const type: unknown = Reflect.get(written, 'type') ?? 'ALL'
  if (type === 'ALL') return {}
  if (type === 'KEYS_ONLY') return { projection: [] }
  if (type !== 'INCLUDE')
    throw invalid(
      indexed,
      `@index: projection type ${JSON.stringify(type)} is none of ALL, KEYS_ONLY, INCLUDE`,
    )
  const projection = namesIn(Reflect.get(written, 'nonKeyAttributes'))
  if (projection.length > 0) return { projection }
  const demand = 'nonKeyAttributes must be specified when projection type is INCLUDE'
  throw invalid(indexed, `@index '${name}': ${demand}`)
}

function invalid({ model, field }: IndexedField, sentence: string): EmulatorError {
  return new EmulatorError('DEFINITION_INVALID', `field "${model}.${field}": ${sentence}`)
}
