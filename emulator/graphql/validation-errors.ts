import { Kind } from 'graphql'
import type { ASTNode, DocumentNode, GraphQLError, GraphQLSchema } from 'graphql'

import { locationsOf } from './appsync-errors.ts'
import type { AppSyncLocation, GraphQLFault } from './appsync-errors.ts'
import { conflictReason } from './conflict-reason.ts'
import { javaText } from './java-names.ts'
import { locateNode, queryPath } from './locate-node.ts'
import type { NodeSite } from './locate-node.ts'
import { validationTexts } from './validation-texts.ts'
import type { ValidationText } from './validation-texts.ts'
import { firstVariableError, toVariableError } from './variable-errors.ts'
import { wrongArgument } from './wrong-type.ts'

/** What graphql-js found wrong before executing a document, as AppSync reports it: variables one at a time, no text twice. */
export function toValidationErrors(
  errors: readonly GraphQLError[],
  document: DocumentNode,
  schema: GraphQLSchema,
): readonly GraphQLFault[] {
  const variableErrors = errors.filter((error) => toVariableError(error) !== undefined)
  const first = firstVariableError(variableErrors)
  const reported = errors.filter(
    (error) => (error === first || !variableErrors.includes(error)) && !isAborted(error),
  )
  // graphql-js complains of each field of a literal, AppSync once of the argument.
  const unique = new Map<string, GraphQLFault>()
  for (const error of reported) {
    const fault = toValidationError(error, document, schema)
    unique.set(JSON.stringify(fault), fault)
  }
  return [...unique.values()]
}

/** graphql-js stops after a hundred errors, and says so in one more; AppSync goes on. */
function isAborted({ message }: GraphQLError): boolean {
  return message.startsWith('Too many validation errors')
}

/** One such error; graphql-js' own words where AppSync has none. */
export function toValidationError(
  error: GraphQLError,
  document: DocumentNode,
  schema: GraphQLSchema,
): GraphQLFault {
  const variableError = toVariableError(error)
  if (variableError !== undefined) return variableError

  const known = validationTexts.find(({ pattern }) => pattern.test(error.message))
  const node = error.nodes?.[known?.node ?? 0]
  const site = node && locateNode(document, node, schema)
  if (site === undefined)
    return { path: null, locations: locationsOf(error), message: error.message }
  if (known !== undefined) return fromText(error, known, site)
  return wrongLiteral(site) ?? { path: null, locations: locationsOf(error), message: error.message }
}

function fromText(error: GraphQLError, known: ValidationText, site: NodeSite): GraphQLFault {
  const chain = upTo(site.chain, known.at)
  const isConflict = known.type === 'FieldsConflict'
  const [, field = '', reason = ''] = known.pattern.exec(error.message) ?? []
  const description = isConflict
    ? `${field}: ${conflictReason(reason)}`
    : error.message.replace(known.pattern, known.text).replace('%parent', parentKind(site))
  return {
    path: null,
    locations: isConflict ? locationsOf(error) : locationOf(chain.at(-1)),
    message: sentence(known.type, description, known.pathless ? [] : chain),
  }
}

/** The names of graphql-java's nodes are those of graphql-js' kinds. */
function parentKind({ chain }: NodeSite): string {
  return chain.at(-2)?.kind ?? ''
}

/** A literal of the wrong type: in an argument, or as the default of a variable. */
function wrongLiteral(site: NodeSite): GraphQLFault | undefined {
  const definition = site.chain.findLast((node) => node.kind === Kind.VARIABLE_DEFINITION)
  if (definition?.defaultValue) {
    const chain = upTo(site.chain, Kind.VARIABLE_DEFINITION)
    const type = definition.type.kind === Kind.NAMED_TYPE ? definition.type.name.value : 'null'
    const description = `Bad default value ${javaText(definition.defaultValue)} for type ${type}`
    const message = sentence('BadValueForDefaultArg', description, chain)
    return { path: null, locations: locationOf(definition), message }
  }

  const { argument } = site
  const description = argument && wrongArgument(argument.node, argument.type)
  if (description === undefined) return undefined
  const message = sentence('WrongType', description, site.chain)
  return { path: null, locations: locationOf(argument?.node), message }
}

function sentence(type: string, description: string, chain: readonly ASTNode[]): string {
  const path = queryPath(chain)
  const place = path === '' ? '' : ` @ '${path}'`
  return `Validation error of type ${type}: ${description}${place}`
}

function upTo(chain: readonly ASTNode[], kind: Kind | undefined): readonly ASTNode[] {
  const last = chain.findLastIndex((node) => node.kind === kind)
  return last === -1 ? chain : chain.slice(0, last + 1)
}

function locationOf(node: ASTNode | undefined): readonly AppSyncLocation[] | null {
  const start = node?.loc?.startToken
  return start === undefined ? null : [{ line: start.line, column: start.column, sourceName: null }]
}
