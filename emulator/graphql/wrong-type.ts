import { isInputObjectType, isListType, isNonNullType, isRequiredInputField, Kind } from 'graphql'
import type {
  ArgumentNode,
  GraphQLInputObjectType,
  GraphQLInputType,
  GraphQLLeafType,
  ObjectValueNode,
  ValueNode,
} from 'graphql'

import { javaText } from './java-names.ts'

/** The first thing wrong with a value, in the order in which graphql-java's ValidationUtil looks. */
interface Flaw {
  /** Steps from the argument to the value: `.title`, `[0]`. */
  readonly steps: string
  /** The value to print; the argument's own when absent. */
  readonly value?: ValueNode
  readonly complaint: string
}

/** AppSync's words for a literal argument that does not fit, e.g. `argument 'input.at' with value 'IntValue{value=1}' is not a valid 'AWSDateTime'`. */
export function wrongArgument(argument: ArgumentNode, type: GraphQLInputType): string | undefined {
  const flaw = findFlaw(argument.value, type)
  if (flaw === undefined) return undefined
  const value = javaText(flaw.value ?? argument.value)
  return `argument '${argument.name.value}${flaw.steps}' with value '${value}' ${flaw.complaint}`
}

function findFlaw(value: ValueNode, type: GraphQLInputType): Flaw | undefined {
  if (value.kind === Kind.VARIABLE) return undefined
  if (value.kind === Kind.NULL) {
    return isNonNullType(type) ? { steps: '', value, complaint: 'must not be null' } : undefined
  }
  if (isNonNullType(type)) return findFlaw(value, type.ofType)
  if (isListType(type)) return findListFlaw(value, type.ofType)
  if (isInputObjectType(type)) return findObjectFlaw(value, type)
  if (fits(value, type)) return undefined
  return { steps: '', value, complaint: `is not a valid '${type.name}'` }
}

/** A single value stands for a list of one. */
function findListFlaw(value: ValueNode, elementType: GraphQLInputType): Flaw | undefined {
  if (value.kind !== Kind.LIST) return findFlaw(value, elementType)
  for (const [index, element] of value.values.entries()) {
    const flaw = findFlaw(element, elementType)
    if (flaw) return { ...flaw, steps: `[${index}]${flaw.steps}` }
  }
  return undefined
}

function findObjectFlaw(value: ValueNode, type: GraphQLInputObjectType): Flaw | undefined {
  if (value.kind !== Kind.OBJECT) return { steps: '', complaint: 'must be an object type' }
  const missing = missingFields(value, type)
  if (missing.length > 0) {
    return { steps: '', complaint: `is missing required fields '[${missing.join(', ')}]'` }
  }

  const fields = type.getFields()
  for (const { name, value: inner } of value.fields) {
    const field = fields[name.value]
    if (!field) {
      return { steps: '', complaint: `contains a field not in '${type.name}': '${name.value}'` }
    }
    const flaw = findFlaw(inner, field.type)
    if (flaw) return { ...flaw, steps: `.${name.value}${flaw.steps}` }
  }
  return undefined
}

function missingFields(value: ObjectValueNode, type: GraphQLInputObjectType): readonly string[] {
  const given = new Set(value.fields.map((field) => field.name.value))
  return Object.values(type.getFields())
    .filter((field) => isRequiredInputField(field) && !given.has(field.name))
    .map((field) => field.name)
}

function fits(value: ValueNode, type: GraphQLLeafType): boolean {
  try {
    return type.parseLiteral(value, undefined) !== undefined
  } catch {
    return false
  }
}
