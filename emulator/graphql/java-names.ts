import { Kind } from 'graphql'
import type { ObjectValueNode, ValueNode } from 'graphql'

/** The Java class by which AppSync names the type of a JSON value that graphql-js printed into a message. */
export function javaTypeOf(printed: string): string {
  if (printed.startsWith('{')) return 'LinkedHashMap'
  if (printed.startsWith('[')) return 'ArrayList'
  if (printed === 'true' || printed === 'false') return 'Boolean'
  if (!/^-?\d/.test(printed)) return 'String'
  return /^-?\d+$/.test(printed) ? integerClass(BigInt(printed)) : 'Double'
}

/** What Jackson makes of a whole number of that size. */
function integerClass(value: bigint): string {
  if (BigInt.asIntN(32, value) === value) return 'Integer'
  return BigInt.asIntN(64, value) === value ? 'Long' : 'BigInteger'
}

/** A value of the document as graphql-java prints it, e.g. `StringValue{value='x'}`. */
export function javaText(node: ValueNode): string {
  if (node.kind === Kind.OBJECT) return `ObjectValue{objectFields=[${fieldTexts(node)}]}`
  if (node.kind === Kind.LIST) return `ArrayValue{values=[${node.values.map(javaText).join(', ')}]}`
  if (node.kind === Kind.VARIABLE) return `VariableReference{name='${node.name.value}'}`
  if (node.kind === Kind.NULL) return 'NullValue{}'
  if (node.kind === Kind.ENUM) return `EnumValue{name='${node.value}'}`
  if (node.kind === Kind.STRING) return `StringValue{value='${node.value}'}`
  return `${node.kind}{value=${node.value}}`
}

function fieldTexts(node: ObjectValueNode): string {
  const texts = node.fields.map(
    ({ name, value }) => `ObjectField{name='${name.value}', value=${javaText(value)}}`,
  )
  return texts.join(', ')
}
