import type { Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import type { WriteRole } from '../policy/operation-roles.ts'
import { ResolverError } from './appsync-errors.ts'
import { keyPart } from './key-part.ts'
import type { ServedModel } from './served-model.ts'

/** An attribute that holds several sort keys as one text, e.g. `status#rating` (`data-api` §4). */
export interface JoinedKey {
  readonly attribute: string
  readonly parts: readonly string[]
  /** Whose key it is, as AWS says it; undefined: the table's own, of which every part is always given. */
  readonly bearer?: string
  /** Whether whoever may write all parts may write it; AWS forgets that for the index of a relation. */
  readonly isGranted: boolean
}

/** The joined attributes of a model's items, in the order in which AWS makes them. */
export function joinedKeysOf({
  model,
  table,
}: Pick<ServedModel, 'model' | 'table'>): readonly JoinedKey[] {
  const sortKeys = model.identifier.slice(1)
  const own = { attribute: sortKeys.join('#'), parts: sortKeys, isGranted: true }
  const ofIndexes = (table.indexes ?? []).flatMap(({ name, sortKey }) =>
    sortKey === undefined ? [] : [joinedKeyOf(model, name, sortKey.name)],
  )
  return [own, ...ofIndexes].filter(({ parts }) => parts.length > 1)
}

function joinedKeyOf({ indexes }: Model, index: string, attribute: string): JoinedKey {
  const isGranted = indexes.some(({ name }) => name === index)
  const bearer = isGranted ? `@index '${index}'` : `global secondary index '${index}'`
  return { attribute, parts: attribute.split('#'), bearer, isGranted }
}

/**
 * The joined attributes of what a mutation writes, by name: of an index, all of its parts are given or none
 * (`data-api` §5.4). `given` is the input with what the API makes up itself.
 */
export function joinedValues(
  keys: readonly JoinedKey[],
  given: Item,
  doing: 'creating' | 'updating',
): Item {
  const written = keys.filter(
    ({ bearer, parts }) => bearer === undefined || parts.some((part) => Object.hasOwn(given, part)),
  )
  for (const key of written) assertWhole(key, given, doing)
  return Object.fromEntries(
    written.map(({ attribute, parts }) => [attribute, joined(parts, given)]),
  )
}

function assertWhole({ bearer, parts }: JoinedKey, given: Item, doing: string): void {
  const missing = parts.find((part) => !Object.hasOwn(given, part))
  if (bearer === undefined || missing === undefined) return
  throw new ResolverError(
    `When ${doing} any part of the composite sort key for ${bearer}, you must provide all fields for the key. Missing key: '${missing}'.`,
    null,
  )
}

/** AWS's template prints its own reference where a part is null: a slip, kept. */
function joined(parts: readonly string[], given: Item): string {
  return parts.map((part) => keyPart(given[part], `\${mergedValues.${part}}`)).join('#')
}

/** Roles that may write every part of a key may write the joined attribute, which counts as a field of the input. */
export function withJoinedKeys(
  roles: readonly WriteRole[],
  keys: readonly JoinedKey[],
): readonly WriteRole[] {
  return roles.map((role) => {
    const granted = keys.filter(
      ({ isGranted, parts }) => isGranted && parts.every((part) => role.allowed.has(part)),
    )
    const attributes = granted.map(({ attribute }) => attribute)
    return { ...role, allowed: new Set([...role.allowed, ...attributes]) }
  })
}
