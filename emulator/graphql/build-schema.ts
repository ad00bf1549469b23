import type { GraphQLSchema } from 'graphql'
import { createSchema } from 'graphql-yoga'

import type { RunHandlers } from '../handlers/handler-call.ts'
import type {
  CustomOperation,
  CustomType,
  Definition,
  GeneratedOperation,
} from '../model/definition.ts'
import { enabledModes } from '../model/modes.ts'
import type { Policy } from '../policy/compile-policy.ts'
import type { RequestContext } from './context.ts'
import { guardDeniedFields } from './denied-fields.ts'
import { resolveCustomOperation } from './resolvers/custom-operation.ts'
import { resolveCreate } from './resolvers/create.ts'
import { resolveDelete } from './resolvers/delete.ts'
import { resolveMember, resolveOwnerField, resolveProtectedField } from './resolvers/field.ts'
import { resolveGet } from './resolvers/get.ts'
import { resolveHasMany } from './resolvers/has-many.ts'
import { resolveIndexQuery } from './resolvers/index-query.ts'
import { resolveList } from './resolvers/list.ts'
import { resolveListen } from './resolvers/listen.ts'
import { resolveBelongsTo, resolveHasOne } from './resolvers/one.ts'
import { withoutDatabase } from './resolvers/not-emulated.ts'
import type { RelationField } from './resolvers/relation.ts'
import type { Resolver } from './resolvers/resolver.ts'
import { resolveUpdate } from './resolvers/update.ts'
import { printSdl } from './print-sdl.ts'
import { servedModels } from './served-model.ts'
import type { ServedModel } from './served-model.ts'
import { awsScalars } from './types/aws-scalars.ts'
import { appSyncPreamble } from './types/gate-directives.ts'
import { rootFieldName } from './types/names.ts'
import { undefinedInputs } from './types/sql-inputs.ts'
import { writeLeafValues } from './write-leaf-values.ts'

type FieldResolvers = Record<string, Resolver<never>>

/** The executable schema of a definition: AppSync's types, resolvers that decide before they read or write. */
export function buildSchema(
  definition: Definition,
  policy: Policy,
  run: RunHandlers,
): GraphQLSchema {
  const served = servedModels(definition, policy)
  const policies = [...served.values()]
  const scalars = Object.fromEntries(awsScalars.map((scalar) => [scalar.name, scalar]))
  const schema = createSchema<RequestContext>({
    typeDefs: [appSyncPreamble, printSdl(definition, policy), ...missingInputs(definition)].join(
      '\n',
    ),
    resolvers: withoutEmptyTypes({
      Query: merge([...policies.map(queryResolvers), operationResolvers(policy, 'Query', run)]),
      Mutation: merge([
        ...policies.map(mutationResolvers),
        operationResolvers(policy, 'Mutation', run),
      ]),
      Subscription: merge([
        ...policies.map(subscriptionResolvers),
        operationResolvers(policy, 'Subscription', run),
      ]),
      ...Object.fromEntries(
        policies.map((model) => [model.model.name, fieldResolvers(model, served)]),
      ),
      ...memberResolvers(definition, policy),
      ...scalars,
    }),
  })
  const finished = writeLeafValues(schema)
  return enabledModes(definition.modes).includes('lambda') ? guardDeniedFields(finished) : finished
}

/** Of custom types, whose fields may have rules of their own. */
function memberResolvers(
  { customTypes }: Definition,
  { members }: Policy,
): Record<string, FieldResolvers> {
  const resolversOf = ({ name: type, fields }: CustomType): FieldResolvers =>
    Object.fromEntries(
      fields.flatMap(({ name }) => {
        const ruled = members.get(`${type}.${name}`)
        return ruled === undefined ? [] : [[name, resolveMember(name, ruled)]]
      }),
    )
  return Object.fromEntries(customTypes.map((type) => [type.name, resolversOf(type)]))
}

/** Nothing can be given for them. */
function missingInputs(definition: Definition): readonly string[] {
  return undefinedInputs(definition).map((name) => `input ${name} { _: Boolean }`)
}

function queryResolvers(model: ServedModel): FieldResolvers {
  return {
    ...rootResolvers(model, { get: resolveGet, list: resolveList }),
    ...indexResolvers(model),
  }
}

function mutationResolvers(model: ServedModel): FieldResolvers {
  const make = { create: resolveCreate, update: resolveUpdate, delete: resolveDelete }
  return rootResolvers(model, make)
}

function subscriptionResolvers(model: ServedModel): FieldResolvers {
  const make = { onCreate: resolveListen, onUpdate: resolveListen, onDelete: resolveListen }
  return rootResolvers(model, make)
}

function operationResolvers(
  { operations }: Policy,
  root: CustomOperation['root'],
  run: RunHandlers,
): FieldResolvers {
  const here = [...operations.values()].filter(({ operation }) => operation.root === root)
  return Object.fromEntries(
    here.map((policy) => [policy.operation.name, resolveCustomOperation(policy, run)]),
  )
}

function rootResolvers(
  policy: ServedModel,
  make: Partial<Record<GeneratedOperation, (policy: ServedModel) => Resolver<never>>>,
): FieldResolvers {
  const { name, disabled } = policy.model
  const present = (
    Object.entries(make) as [GeneratedOperation, (policy: ServedModel) => Resolver<never>][]
  ).filter(([operation]) => !disabled.includes(operation))
  return Object.fromEntries(
    present.map(([operation, resolverOf]) => [
      rootFieldName(operation, name),
      overDatabase(policy, resolverOf(policy)),
    ]),
  )
}

function overDatabase(
  { model: { database } }: ServedModel,
  resolve: Resolver<never>,
): Resolver<never> {
  return database === undefined ? resolve : withoutDatabase(resolve, database)
}

function indexResolvers(policy: ServedModel): FieldResolvers {
  const queried = policy.model.indexes.flatMap((index) =>
    index.queryField === null
      ? []
      : [[index.queryField, resolveIndexQuery(policy, index)] as const],
  )
  return Object.fromEntries(queried)
}

/** Owner resolvers include the field's own check (`auth-semantics` §4.8), and so do those of relations. */
function fieldResolvers(
  policy: ServedModel,
  served: ReadonlyMap<string, ServedModel>,
): FieldResolvers {
  const guarded = [...policy.protectedFields.keys()].map(
    (field) => [field, resolveProtectedField(policy, field)] as const,
  )
  const owners = policy.ownerFields
    .filter(({ returnsLastPart }) => returnsLastPart)
    .map((owner) => [owner.name, resolveOwnerField(policy, owner)] as const)
  return Object.fromEntries([...guarded, ...owners, ...relationResolvers(policy, served)])
}

const followers = {
  hasMany: resolveHasMany,
  hasOne: resolveHasOne,
  belongsTo: resolveBelongsTo,
} as const satisfies Record<string, (field: RelationField) => Resolver<never>>

function relationResolvers(
  source: ServedModel,
  served: ReadonlyMap<string, ServedModel>,
): readonly (readonly [string, Resolver<never>])[] {
  return source.model.fields.flatMap(({ name, type, relation }) => {
    const related = served.get(type)
    if (relation === undefined || related === undefined) return []
    return [[name, followers[relation.kind]({ source, name, relation, related })] as const]
  })
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
