import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql'

import { cannotParse, cannotSerialize } from './text-scalar.ts'

const noun = 'JSON'

/**
 * Any JSON value, as a string on the wire. It is parsed on the way in, so that what is stored is the value, and written compactly
 * on the way out; a string that is already JSON is therefore encoded once more (`data-api §5.3`). Objects are refused as input.
 */
export const AWSJSON: GraphQLScalarType<unknown, string> = new GraphQLScalarType({
  name: 'AWSJSON',
  description: 'A string that holds a JSON value.',
  parseValue: (value) => {
    if (typeof value !== 'string') throw cannotParse(value, noun)
    return parseJson(value, () => cannotParse(value, noun))
  },
  parseLiteral: (node) => {
    const refusal = () =>
      new GraphQLError(`Unable to parse \`${print(node)}\` as a valid ${noun}.`, { nodes: node })
    if (node.kind !== Kind.STRING) throw refusal()
    return parseJson(node.value, refusal)
  },
  serialize: toJson,
})

function parseJson(text: string, refusal: () => GraphQLError): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal()
  }
}

function toJson(value: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(value)
    if (text !== undefined) return text
  } catch {
    // A cycle or a bigint: refused like every other value that JSON cannot say.
  }
  throw cannotSerialize(value, noun)
}
