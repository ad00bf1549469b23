import { getOperationAST, Kind, OperationTypeNode } from 'graphql'
import type { DocumentNode, FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql'

import { isObject } from '../model/is-object.ts'
import type { MutationEvent } from './events.ts'

/** What the successful fields of a mutation answered, with aliases undone: events carry the schema's names. */
export function mutationEvents(
  document: DocumentNode,
  operationName: string | undefined,
  data: Readonly<Record<string, unknown>> | null | undefined,
): readonly MutationEvent[] {
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== OperationTypeNode.MUTATION || data === null || data === undefined)
    return []
  const fragments = fragmentsOf(document)
  return fieldsOf(operation.selectionSet, fragments).flatMap((field) => {
    const payload = unaliased(field, data[responseName(field)], fragments)
    return isObject(payload) ? [{ mutation: field.name.value, payload }] : []
  })
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
}

/** The fields of a selection; types have no interfaces here, so every fragment applies. */
function fieldsOf(selection: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return selection.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node]
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value)
    return inner === undefined ? [] : fieldsOf(inner.selectionSet, fragments)
  })
}

function unaliased(field: FieldNode, value: unknown, fragments: Fragments): unknown {
  const { selectionSet } = field
  if (Array.isArray(value)) return value.map((element) => unaliased(field, element, fragments))
  if (selectionSet === undefined || !isObject(value)) return value
  const inner = fieldsOf(selectionSet, fragments).filter((node) => responseName(node) in value)
  return Object.fromEntries(
    inner.map((node) => [node.name.value, unaliased(node, value[responseName(node)], fragments)]),
  )
}

function responseName(field: FieldNode): string {
  return (field.alias ?? field.name).value
}
