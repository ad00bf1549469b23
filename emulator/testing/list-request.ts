import { fieldDocument } from '../graphql/field-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import type { Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { isItemRole } from '../policy/role.ts'
import type { World } from '../world.ts'
import type { Request } from './request.ts'

/** The first page of a list, as the request has it. */
export function filteredListDocument(
  { schema, policy, definition }: Pick<World, 'schema' | 'policy' | 'definition'>,
  model: Model,
  { filter, owner, args = {}, field, fields = model.identifier }: Request,
): GraphQLDocument {
  const owned: Item =
    owner === undefined ? {} : { [ownerFieldOf({ policy }, model)]: { eq: owner } }
  const asked = filter === undefined ? owned : { ...filter, ...owned }
  const isFiltered = filter !== undefined || owner !== undefined
  const selected = field === undefined ? fields : [field]
  return fieldDocument(schema(), definition(), {
    root: 'Query',
    fieldName: rootFieldName('list', model.name),
    args: { ...args, ...(isFiltered ? { filter: asked } : {}) },
    selection: `{ items { ${selected.join(' ')} } nextToken }`,
  })
}

/** The field that owner rules compare with; throws TypeError for a model without any. */
export function ownerFieldOf({ policy }: Pick<World, 'policy'>, { name }: Model): string {
  const roles = policy().models.get(name)?.matrix.roles ?? []
  const owner = roles.filter(isItemRole).find(({ kind }) => kind === 'owner')
  if (owner !== undefined) return owner.field
  throw new TypeError(`"owner" says nothing here: no rule of "${name}" is about owners`)
}
