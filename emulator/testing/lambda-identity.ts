import type { GraphQLSchema } from 'graphql'
import { isObjectType } from 'graphql'

import type { LambdaIdentity } from '../identity/identity.ts'
import { parseAuthorizerAnswer } from '../identity/parse-authorizer-answer.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { enabledModes } from '../model/modes.ts'
import type { World } from '../world.ts'

/** What a Lambda authorizer says of somebody whom it lets in. */
export interface LambdaAnswer {
  /** Fields that it denies, `Type.field` or as an ARN; by default none. */
  readonly deniedFields?: readonly string[]
  /** `resolverContext`, which resolvers find in `ctx.identity`; by default nothing. */
  readonly context?: Readonly<Record<string, unknown>>
}

/** Whom the API sees; throws TypeError where it has no Lambda authorizer, or where what is denied is no field. */
export function lambdaIdentity(
  world: Pick<World, 'definition' | 'schema'>,
  { deniedFields, context }: LambdaAnswer,
): LambdaIdentity {
  const enabled = enabledModes(world.definition().modes)
  if (!enabled.includes('lambda'))
    throw new TypeError(
      `no Lambda authorizer lets anybody in here: the API takes ${enabled.join(', ')}`,
    )
  const answer = { isAuthorized: true, deniedFields, resolverContext: context }
  const read = parseAuthorizerAnswer(answer, 0)
  if ('denied' in read) throw new TypeError(`as.lambda(): ${read.denied}`)
  const known = fieldNames(world.schema())
  for (const field of read.identity.deniedFields ?? []) {
    if (known.includes(field)) continue
    throw new TypeError(`as.lambda(): there is no field "${field}"${didYouMean(field, known)}`)
  }
  return read.identity
}

function fieldNames(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  )
}
