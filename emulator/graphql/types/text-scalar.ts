import { GraphQLError, GraphQLScalarType, Kind, print } from 'graphql'

/** What tells one scalar whose values are texts from another. */
export interface TextScalarOptions {
  readonly name: string
  readonly description: string
  /** How AppSync names a value of it in `Unable to parse … as a valid …` (`data-api §5.2`). */
  readonly noun: string
  /** How AppSync names it in `Unable to serialize … as a valid …`; as `noun` when absent. */
  readonly outputNoun?: string
  readonly accepts: (text: string) => boolean
}

/** A scalar whose values are texts of one form; what is accepted is kept as it was sent (`data-api §5.3`). */
export function textScalar(options: TextScalarOptions): GraphQLScalarType<string, string> {
  const { name, description, noun, outputNoun = noun, accepts } = options
  const isValid = (value: unknown): value is string => typeof value === 'string' && accepts(value)
  return new GraphQLScalarType<string, string>({
    name,
    description,
    parseValue: (value) => {
      if (!isValid(value)) throw cannotParse(value, noun)
      return value
    },
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING && accepts(node.value)) return node.value
      throw new GraphQLError(`Unable to parse \`${print(node)}\` as a valid ${noun}.`, {
        nodes: node,
      })
    },
    serialize: (value) => {
      if (!isValid(value)) throw cannotSerialize(value, outputNoun)
      return value
    },
  })
}

/** AppSync's refusal of a variable; the caller of the scalar adds which variable it was. */
export function cannotParse(value: unknown, noun: string): GraphQLError {
  return new GraphQLError(`Unable to parse \`${shown(value)}\` as a valid ${noun}.`)
}

/** AppSync's refusal to put a stored value on the wire; the caller of the scalar adds the path. */
export function cannotSerialize(value: unknown, noun: string): GraphQLError {
  return new GraphQLError(`Unable to serialize \`${shown(value)}\` as a valid ${noun}.`)
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    return String(value)
  }
}
