import { defaultFieldResolver, isObjectType } from 'graphql'
import type { GraphQLField, GraphQLSchema } from 'graphql'

import { notAuthorized } from './appsync-errors.ts'
import type { RequestContext } from './context.ts'

/**
 * Puts in front of every field what a Lambda authorizer may say of it: a denied one is null, with an error. That its resolver
 * does not run at all is a choice; AWS says no more than that the value is null.
 */
export function guardDeniedFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) guard(field, type.name)
  }
  return schema
}

function guard(field: GraphQLField<unknown, RequestContext>, typeName: string): void {
  const { name, resolve = defaultFieldResolver } = field
  const path = `${typeName}.${name}`
  field.resolve = (source, ...asked) => {
    const [, { identity }] = asked
    if (identity.mode === 'lambda' && identity.deniedFields?.includes(path) === true)
      throw notAuthorized(name, typeName)
    return resolve(source, ...asked)
  }
}
