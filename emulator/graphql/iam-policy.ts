import { getOperationAST, Kind } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql'

import type { Identity, IamPrincipal, RootType } from '../identity/identity.ts'
import { refuse } from '../identity/refusal.ts'
import type { Refused } from '../identity/refusal.ts'
import { generatedOperations } from '../model/definition.ts'
import type { Definition, GeneratedOperation, Model } from '../model/definition.ts'
import type { Rule } from '../model/rule.ts'
import { rootFieldName } from './types/names.ts'

/** An operation that somebody asks for. */
interface AskedOperation {
  readonly document: DocumentNode
  readonly operationName?: string | undefined
}

/** Answers whether the caller's IAM policy covers an operation; undefined when it does, or when there is none to ask. */
export type IamPolicy = (identity: Identity, asked: AskedOperation) => Refused | undefined

/**
 * The IAM policies that AWS puts in front of AppSync (`auth-semantics` §6.2, §6.4): a guest rule lets both roles of the identity
 * pool at all root fields of its model, a rule for signed-in users the one role; `.to()` is the resolvers' business. Of several
 * root fields each has to be covered; what AppSync does when only some are is unsourced. `onRefused` is told of the first that is not.
 */
export function createIamPolicy(
  definition: Definition,
  onRefused: (identity: Identity, field: RootField) => void = () => undefined,
): IamPolicy {
  const covered = coveredFields(definition)
  return (identity, asked) => {
    if (identity.mode !== 'iam') return undefined
    const { principal, rootTypes } = identity
    const fields = rootFields(asked)
    if (principal === 'non-cognito') {
      const outside = fields.find(({ root }) => rootTypes?.includes(root) === false)
      return outside && refusePolicy(`the function's role covers ${listed(rootTypes)}`, outside)
    }
    const outside = fields.find((field) => !covered[principal].has(pathOf(field)))
    if (outside === undefined) return undefined
    onRefused(identity, outside)
    return refusePolicy(noRule(principal), outside)
  }
}

/** A field at the top of a request. */
export interface RootField {
  readonly root: RootType
  readonly name: string
}

function pathOf({ root, name }: RootField): string {
  return `${root}.${name}`
}

function refusePolicy(why: string, field: RootField): Refused {
  return refuse('iam-policy', `the IAM policy does not cover ${pathOf(field)}: ${why}`)
}

function listed(rootTypes: readonly RootType[] = []): string {
  return rootTypes.length === 0 ? 'nothing' : rootTypes.join(', ')
}

function noRule(principal: 'guest' | 'authenticated'): string {
  return principal === 'guest'
    ? 'no rule there says allow.guest()'
    : "no rule there says allow.guest() or allow.authenticated('identityPool')"
}

type Covered = Readonly<Record<Exclude<IamPrincipal, 'non-cognito'>, ReadonlySet<string>>>

function coveredFields({ models, operations }: Definition): Covered {
  const entries = [
    ...models.map((model) => ({ rules: rulesOf(model), paths: modelPaths(model) })),
    ...operations.map(({ rules, ...field }) => ({ rules, paths: [pathOf(field)] })),
  ]
  const pathsOf = (admits: (rule: Rule) => boolean): ReadonlySet<string> =>
    new Set(entries.filter(({ rules }) => rules.some(admits)).flatMap(({ paths }) => paths))
  return {
    guest: pathsOf(isForPool('public')),
    authenticated: pathsOf((rule) => isForPool('public')(rule) || isForPool('private')(rule)),
  }
}

function isForPool(strategy: Rule['strategy']): (rule: Rule) => boolean {
  return (rule) => rule.provider === 'identityPool' && rule.strategy === strategy
}

function rulesOf({ rules, fields }: Model): readonly Rule[] {
  return [...rules, ...fields.flatMap((field) => field.rules)]
}

function modelPaths({ name, indexes }: Model): readonly string[] {
  const queries = indexes.flatMap(({ queryField }) => (queryField === null ? [] : [queryField]))
  return [
    ...generatedOperations.map((operation) =>
      pathOf({ root: rootOf(operation), name: rootFieldName(operation, name) }),
    ),
    ...queries.map((query) => pathOf({ root: 'Query', name: query })),
  ]
}

function rootOf(operation: GeneratedOperation): RootType {
  if (operation === 'get' || operation === 'list') return 'Query'
  return operation.startsWith('on') ? 'Subscription' : 'Mutation'
}

const rootTypes = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const

/** Fields about the schema itself ask for nobody's data. */
function rootFields({ document, operationName }: AskedOperation): readonly RootField[] {
  const operation = getOperationAST(document, operationName)
  if (!operation) return []
  const root = rootTypes[operation.operation]
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  )
  return fieldNames(operation.selectionSet, fragments)
    .filter((name) => !name.startsWith('__'))
    .map((name) => ({ root, name }))
}

/** Each fragment is opened once: a circle of them is GraphQL's to refuse. */
function fieldNames(
  { selections }: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value]
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return fieldNames(selection.selectionSet, fragments)
    const fragment = fragments.get(selection.name.value)
    fragments.delete(selection.name.value)
    return fragment === undefined ? [] : fieldNames(fragment.selectionSet, fragments)
  })
}
