import type { Definition, Model } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'

/** A rule and what it stands on. */
export interface WrittenRule {
  readonly rule: Rule
  readonly on: 'model' | 'field' | 'member' | 'operation'
  /** In the user's words: `Todo`, `Todo.title`, `Query.echo`. */
  readonly subject: string
}

/** Every rule of a definition, in the order in which AWS looks at them: a model's own, then those of its fields; then those of custom types' fields. */
export function writtenRules({
  models,
  customTypes,
  operations,
}: Definition): readonly WrittenRule[] {
  return [
    ...models.flatMap(rulesOfModel),
    ...customTypes.flatMap((type) =>
      type.fields.flatMap(({ name, rules }) =>
        rules.map((rule) => ({ rule, on: 'member', subject: `${type.name}.${name}` }) as const),
      ),
    ),
    ...operations.flatMap(({ root, name, rules }) =>
      rules.map((rule) => ({ rule, on: 'operation', subject: `${root}.${name}` }) as const),
    ),
  ]
}

function rulesOfModel(model: Model): readonly WrittenRule[] {
  const own = model.rules.map((rule) => ({ rule, on: 'model', subject: model.name }) as const)
  const ofFields = model.fields.flatMap(({ name, rules }) =>
    rules.map((rule) => ({ rule, on: 'field', subject: `${model.name}.${name}` }) as const),
  )
  return [...own, ...ofFields]
}
