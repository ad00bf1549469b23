import type { Definition } from '../../model/definition.ts'
import { withRules } from '../written-rules.ts'
import { mutantAt } from './mutant.ts'
import type { Mutant } from './mutant.ts'

/** Models without rules of their own: the schema's count there. */
export function inheriting(definition: Definition): readonly Mutant[] {
  return definition.models.flatMap(({ name, replacedRules: inherited, rules: [first] }) =>
    inherited === undefined
      ? []
      : mutantAt(
          { at: name, place: first?.place },
          {
            operator: 'inherit',
            text: `without the rules of ${name}, so that the schema's count there`,
            definition: withRules(definition, name, () => inherited),
          },
        ),
  )
}
