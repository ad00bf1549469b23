import type { CustomType, Definition, Field } from '../model/definition.ts'
import type { Rule } from '../model/rule.ts'

/** One rule, and where it stands in a definition. */
export interface WrittenRule {
  /** What has it: `Employee`, `Employee.ssn`, `Query.report`, or a custom type's `Location.latitude`. */
  readonly holder: string
  /** Among the holder's rules, from 0; several rules may come from one line. */
  readonly index: number
  readonly rule: Rule
}

/** Every rule of a definition, as it applies: a model without rules of its own has the schema's. */
export function writtenRules({
  models,
  operations,
  customTypes,
}: Definition): readonly WrittenRule[] {
  return [
    ...models.flatMap((model) => [
      ...numbered(model.name, model.rules),
      ...rulesOfFields(model.name, model.fields),
    ]),
    ...operations.flatMap(({ root, name, rules }) => numbered(`${root}.${name}`, rules)),
    ...customTypes.flatMap(({ name, fields }) => rulesOfFields(name, fields)),
  ]
}

/** A name of the rule within its definition, e.g. `Employee.ssn#0`. */
export function ruleId({ holder, index }: Pick<WrittenRule, 'holder' | 'index'>): string {
  return `${holder}#${index}`
}

type ChangeRules = (rules: readonly Rule[]) => readonly Rule[]

/** The same definition with other rules for one holder; one that is not there changes nothing. */
export function withRules(definition: Definition, holder: string, change: ChangeRules): Definition {
  const { models, operations, customTypes } = definition
  const [type = '', member] = holder.split('.')
  const changeField = (field: Field): Field =>
    field.name === member ? { ...field, rules: change(field.rules) } : field
  const changeFields = <T extends CustomType>(one: T): T =>
    one.name === type ? { ...one, fields: one.fields.map(changeField) } : one
  return {
    ...definition,
    models: models.map((model) =>
      model.name === holder ? { ...model, rules: change(model.rules) } : changeFields(model),
    ),
    operations: operations.map((operation) =>
      `${operation.root}.${operation.name}` === holder
        ? { ...operation, rules: change(operation.rules) }
        : operation,
    ),
    customTypes: customTypes.map(changeFields),
  }
}

/**
 * The same definition, in which one rule admits nobody. It stays in its place with nothing to grant: without it, a model or
 * field whose only rule it is would take on the schema's or the model's rules (`analysis.md` §6.1). A custom operation takes
 * on none once it is read, and knows no `.to([…])`: there the rule goes.
 */
export function withoutRule(definition: Definition, { holder, index }: WrittenRule): Definition {
  const isOperation = definition.operations.some(({ root, name }) => `${root}.${name}` === holder)
  return withRules(definition, holder, (rules) =>
    rules.length === 1 && !isOperation
      ? rules.map((rule) => ({ ...rule, operations: [] }))
      : rules.filter((_, at) => at !== index),
  )
}

function numbered(holder: string, rules: readonly Rule[]): readonly WrittenRule[] {
  return rules.map((rule, index) => ({ holder, index, rule }))
}

function rulesOfFields(type: string, fields: readonly Field[]): readonly WrittenRule[] {
  return fields.flatMap(({ name, rules }) => numbered(`${type}.${name}`, rules))
}
