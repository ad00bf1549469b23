import type { Version } from '../../emulator/analysis/sides.ts'
import type { Model } from '../../emulator/model/definition.ts'
import type { Rule } from '../../emulator/model/rule.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'
import { findRefusals } from '../../emulator/policy/refusals.ts'

/** Another version of a definition: one rule is gone, narrower or wider. */
export interface Mutation {
  readonly name: string
  readonly version: Version
}

/** Every version that differs from this one by one rule, as far as AWS would deploy it. */
export function mutationsOf({ definition }: Version): readonly Mutation[] {
  return definition.models.flatMap((model) =>
    modelMutations(model).flatMap(({ name, changed }) => {
      const models = definition.models.map((one) => (one === model ? changed : one))
      const mutated = { ...definition, models }
      if (findRefusals(mutated).length > 0) return []
      return [{ name, version: { definition: mutated, policy: compilePolicy(mutated) } }]
    }),
  )
}

interface ModelMutation {
  readonly name: string
  readonly changed: Model
}

function modelMutations(model: Model): readonly ModelMutation[] {
  const ofModel = ruleMutations(model.rules).map(({ name, rules }) => ({
    name: `${model.name}: ${name}`,
    changed: { ...model, rules },
  }))
  const ofFields = model.fields.flatMap((field) =>
    [...ruleMutations(field.rules), ...(field.rules.length > 0 ? [inherit] : [])].map(
      ({ name, rules }) => ({
        name: `${model.name}.${field.name}: ${name}`,
        changed: {
          ...model,
          fields: model.fields.map((one) => (one === field ? { ...field, rules } : one)),
        },
      }),
    ),
  )
  return [...ofModel, ...ofFields]
}

interface RuleMutation {
  readonly name: string
  readonly rules: readonly Rule[]
}

const inherit: RuleMutation = { name: 'without rules of its own', rules: [] }

function ruleMutations(rules: readonly Rule[]): readonly RuleMutation[] {
  return rules.flatMap((rule, at) => {
    const others = rules.filter((one) => one !== rule)
    const { operations: _, ...whole } = rule
    const withRule = (one: Rule): readonly Rule[] => rules.with(at, one)
    return [
      // Without any rule the schema's would count.
      {
        name: `drop ${at}`,
        rules: others.length > 0 ? others : withRule({ ...rule, operations: [] }),
      },
      { name: `read only ${at}`, rules: withRule({ ...rule, operations: ['read'] }) },
      ...(rule.operations === undefined
        ? []
        : [{ name: `everything ${at}`, rules: withRule(whole) }]),
    ]
  })
}
