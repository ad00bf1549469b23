import type { GraphQLSchema } from 'graphql'
import { createSchema } from 'graphql-yoga'

import type { CustomOperation, Definition, GeneratedOperation } from '../model/definition.ts'
import type { ModelPolicy, Policy } from '../policy/compile-policy.ts'
import type { RequestContext } from './context.ts'
import { refuseOperation, resolveCustomOperation } from './resolvers/custom-operation.ts'
import type { Handle } from './resolvers/custom-operation.ts'
import { resolveCreate } from './resolvers/create.ts'
import { resolveDelete } from './resolvers/delete.ts'
import { resolveOwnerField, resolveProtectedField } from './resolvers/field.ts'
import { resolveGet } from './resolvers/get.ts'
import { resolveList } from './resolvers/list.ts'
import { resolveListen } from './resolvers/listen.ts'
import type { Resolver } from './resolvers/resolver.ts'
import { resolveUpdate } from './resolvers/update.ts'
import { printSdl } from './print-sdl.ts'
import { awsScalars } from './types/aws-scalars.ts'
import { appSyncPreamble } from './types/gate-directives.ts'
import { rootFieldName } from './types/names.ts'

type FieldResolvers = Record<string, Resolver<never>>

/** The executable schema of a definition: AppSync's types, resolvers that decide before they read or write. */
export function buildSchema(
  definition: Definition,
  policy: Policy,
  handle: Handle = refuseOperation,
): GraphQLSchema {
  const policies = [...policy.models.values()]
  const scalars = Object.fromEntries(awsScalars.map((scalar) => [scalar.name, scalar]))
  return createSchema<RequestContext>({
    typeDefs: `${appSyncPreamble}${printSdl(definition, policy)}`,
    resolvers: withoutEmptyTypes({
      Query: merge([
        ...policies.map((model) => rootResolvers(model, { get: resolveGet, list: resolveList })),
        operationResolvers(policy, 'Query', handle),
      ]),
      Mutation: merge([
        ...policies.map((model) =>
          rootResolvers(model, {
            create: resolveCreate,
            update: resolveUpdate,
            delete: resolveDelete,
          }),
        ),
        operationResolvers(policy, 'Mutation', handle),
      ]),
      Subscription: merge([
        ...policies.map((model) =>
          rootResolvers(model, {
            onCreate: resolveListen,
            onUpdate: resolveListen,
            onDelete: resolveListen,
          }),
        ),
        operationResolvers(policy, 'Subscription', handle),
      ]),
      ...Object.fromEntries(policies.map((model) => [model.model.name, fieldResolvers(model)])),
      ...scalars,
    }),
  })
}

function operationResolvers(
  { operations }: Policy,
  root: CustomOperation['root'],
  handle: Handle,
): FieldResolvers {
  const here = [...operations.values()].filter(({ operation }) => operation.root === root)
  return Object.fromEntries(
    here.map((policy) => [policy.operation.name, resolveCustomOperation(policy, handle)]),
  )
}

function rootResolvers(
  policy: ModelPolicy,
  make: Partial<Record<GeneratedOperation, (policy: ModelPolicy) => Resolver<never>>>,
): FieldResolvers {
  const { name, disabled } = policy.model
  const present = (
    Object.entries(make) as [GeneratedOperation, (policy: ModelPolicy) => Resolver<never>][]
  ).filter(([operation]) => !disabled.includes(operation))
  return Object.fromEntries(
    present.map(([operation, resolverOf]) => [rootFieldName(operation, name), resolverOf(policy)]),
  )
}

/** Owner resolvers include the field's own check (`auth-semantics` §4.8). */
function fieldResolvers(policy: ModelPolicy): FieldResolvers {
  const guarded = [...policy.protectedFields.keys()].map(
    (field) => [field, resolveProtectedField(policy, field)] as const,
  )
  const owners = policy.ownerFields
    .filter(({ returnsLastPart }) => returnsLastPart)
    .map((owner) => [owner.name, resolveOwnerField(policy, owner)] as const)
  return Object.fromEntries([...guarded, ...owners])
}

function merge(resolvers: readonly FieldResolvers[]): FieldResolvers {
  return Object.assign({}, ...resolvers) as FieldResolvers
}

/** A root type without fields does not exist. */
function withoutEmptyTypes<T extends Record<string, object>>(resolvers: T): T {
  return Object.fromEntries(
    Object.entries(resolvers).filter(([, fields]) => Object.keys(fields).length > 0),
  ) as T
}
