import { ruleText } from '../../authorization/rule-text.ts'
import type { Definition } from '../../model/definition.ts'
import { withRules } from '../written-rules.ts'
import { mutantAt } from './mutant.ts'
import type { Mutant } from './mutant.ts'
import { isNamed } from './rule-site.ts'
import type { RuleOperator } from './rule-site.ts'

/** A field's rule stands at the model instead, and so counts for every field without rules of its own. */
export const liftFieldRule: RuleOperator = ({ on, rule, holder, index, model, definition }) => {
  if (on !== 'field' || model === undefined || isNamed(model.rules, rule, model)) return []
  const left = withRules(definition, holder, (rules) => rules.toSpliced(index, 1))
  return [
    {
      operator: 'lift-field-rule',
      text: `${ruleText(rule)} at ${model.name} instead of ${holder}`,
      definition: withRules(left, model.name, (rules) => [...rules, rule]),
    },
  ]
}

/** Fields without their rules: the model's count there, too. */
export function droppedFieldRules(definition: Definition): readonly Mutant[] {
  return definition.models.flatMap(({ name, fields }) =>
    fields
      .filter(({ rules }) => rules.length > 0)
      .map((field) => {
        const at = `${name}.${field.name}`
        return mutantAt(
          { at, place: field.rules[0]?.place },
          {
            operator: 'drop-field-rule',
            text: `without the rules of ${at}, so that those of ${name} count there`,
            definition: withRules(definition, at, () => []),
          },
        )
      }),
  )
}
