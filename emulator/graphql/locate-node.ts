import { BREAK, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { ArgumentNode, ASTNode, DocumentNode, GraphQLInputType, GraphQLSchema } from 'graphql'

/** Where a node of a document stands. */
export interface NodeSite {
  /** The nodes around it from the outside in, itself last. */
  readonly chain: readonly ASTNode[]
  /** The argument that it is, or is inside of, when the schema knows that argument. */
  readonly argument?: { readonly node: ArgumentNode; readonly type: GraphQLInputType }
}

/** Finds a node by walking its document; undefined when it is not in there. */
export function locateNode(
  document: DocumentNode,
  target: ASTNode,
  schema: GraphQLSchema,
): NodeSite | undefined {
  const typeInfo = new TypeInfo(schema)
  const chain: ASTNode[] = []
  const found: NodeSite[] = []
  const visitor = visitWithTypeInfo(typeInfo, {
    enter(node) {
      chain.push(node)
      if (node !== target) return undefined
      found.push(siteOf([...chain], typeInfo.getArgument()?.type))
      return BREAK
    },
    leave() {
      chain.pop()
    },
  })
  visit(document, visitor)
  return found[0]
}

/**
 * The path that AppSync puts behind a validation error: fields by name, not by alias, below the name of the fragment they are in
 * (graphql-java's TraversalContext).
 */
export function queryPath(chain: readonly ASTNode[]): string {
  return chain
    .flatMap((node) =>
      node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION ? [node.name.value] : [],
    )
    .join('/')
}

function siteOf(chain: readonly ASTNode[], type: GraphQLInputType | undefined): NodeSite {
  const node = chain.findLast((candidate) => candidate.kind === Kind.ARGUMENT)
  return node === undefined || type === undefined ? { chain } : { chain, argument: { node, type } }
}
