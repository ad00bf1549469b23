import type { SqlDatabase } from '../model/definition.ts'
import type { DefinedNames } from './mentioned-place.ts'
import { directiveOfRule, isResourceRule } from './rule-places.ts'
import type { PlaceFinder, RuleOrigin } from './rule-places.ts'

/** One rule as `@auth` has it, and where it stands. */
export interface PlacedRule {
  readonly written: Readonly<Record<string, unknown>>
  readonly origin: RuleOrigin
}

/** Places of a schema's rules, in the order in which `transform()` prints them. */
export interface SchemaPlaces {
  rulesOf(model: string): readonly RuleOrigin[]
  /** The schema's rules that the model's own replace, as `@auth` would have them; none where the model has no own. */
  replacedRulesOf(model: string): readonly PlacedRule[]
  fieldRulesOf(model: string, field: string): readonly RuleOrigin[]
  /** Which database `configure()` gave to an SQL model; PostgreSQL when that is not known. */
  databaseOf(model: string): SqlDatabase
}

/** No places: for SDL that was not made by the builder. */
export const noPlaces: SchemaPlaces = {
  rulesOf: () => [],
  replacedRulesOf: () => [],
  fieldRulesOf: () => [],
  databaseOf: () => 'postgresql',
}

/** Reads the builder's own objects, which hold the very rules that `transform()` prints (`analysis` §5.2). */
export function schemaPlaces(schemas: readonly unknown[], finder: PlaceFinder): SchemaPlaces {
  const placesOf = (rules: unknown): readonly RuleOrigin[] =>
    listOf(rules)
      .filter((rule) => !isResourceRule(rule))
      .map((rule) => finder.originOfRule(rule))

  const schemaOf = (model: string): unknown =>
    schemas.find((schema) => at(schema, 'data', 'types', model) !== undefined)

  return {
    databaseOf: (model) => {
      const engine = at(schemaOf(model), 'data', 'configuration', 'database', 'engine')
      return engine === 'mysql' ? 'mysql' : 'postgresql'
    },
    rulesOf: (model) => {
      const own = listOf(at(schemaOf(model), 'data', 'types', model, 'data', 'authorization'))
      return placesOf(own.length > 0 ? own : at(schemaOf(model), 'data', 'authorization'))
    },
    replacedRulesOf: (model) => {
      const own = listOf(at(schemaOf(model), 'data', 'types', model, 'data', 'authorization'))
      if (own.every(isResourceRule)) return []
      return listOf(at(schemaOf(model), 'data', 'authorization'))
        .filter((rule) => !isResourceRule(rule))
        .map((rule) => ({ written: directiveOfRule(rule), origin: finder.originOfRule(rule) }))
    },
    fieldRulesOf: (model, field) =>
      placesOf(
        at(
          schemaOf(model),
          'data',
          'types',
          model,
          'data',
          'fields',
          field,
          'data',
          'authorization',
        ),
      ),
  }
}

/** The types and operations of schemas that were made by the builder, with the names of their fields. */
export function namesIn(schemas: readonly unknown[]): DefinedNames {
  const types = schemas.flatMap((schema) => Object.entries(Object(at(schema, 'data', 'types'))))
  return new Map(
    types.map(([name, type]) => [name, Object.keys(Object(at(type, 'data', 'fields')))] as const),
  )
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Reflect.get(found, name)
  }
  return found
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
