import { Kind, parse } from 'graphql'
import type { ConstValueNode, DocumentNode, ObjectTypeDefinitionNode } from 'graphql'

import type { Place } from '../model/definition.ts'
import type { SchemaPlaces } from './builder-places.ts'
import { noPlaces } from './builder-places.ts'
import type { Directed } from './directive.ts'
import type { RuleOrigin } from './rule-places.ts'

/** Places of the rules in SDL that a user wrote. */
export function sdlPlaces(sdl: string, file: string): SchemaPlaces {
  const types = objectTypes(parse(sdl))
  const originsOf = (node: Directed | undefined): readonly RuleOrigin[] =>
    node === undefined
      ? []
      : ruleNodes(node).map(({ loc }) => ({ place: loc && startOf(loc, file) }))
  const typeNamed = (name: string): ObjectTypeDefinitionNode | undefined =>
    types.find((type) => type.name.value === name)
  const fieldNamed = (type: string, field: string): Directed | undefined =>
    typeNamed(type)?.fields?.find(({ name }) => name.value === field)
  const operationNamed = (name: string): Directed | undefined =>
    roots.map((root) => fieldNamed(root, name)).find((field) => field !== undefined)
  return {
    ...noPlaces,
    rulesOf: (name) => originsOf(typeNamed(name) ?? operationNamed(name)),
    fieldRulesOf: (model, field) => originsOf(fieldNamed(model, field)),
  }
}

export function objectTypes({ definitions }: DocumentNode): readonly ObjectTypeDefinitionNode[] {
  return definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
}

const roots = ['Query', 'Mutation', 'Subscription']

/** What stands between the brackets of `@auth(rules: […])`, one node a rule. */
export function ruleNodes(node: Directed): readonly ConstValueNode[] {
  const auth = node.directives?.find(({ name }) => name.value === 'auth')
  const rules = auth?.arguments?.find(({ name }) => name.value === 'rules')?.value
  return rules?.kind === Kind.LIST ? rules.values : []
}

function startOf({ startToken }: NonNullable<ConstValueNode['loc']>, file: string): Place {
  return { file, line: startToken.line, column: startToken.column }
}
