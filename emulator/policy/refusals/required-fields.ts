import type { Definition } from '../../model/definition.ts'
import { compileAccessMatrix } from '../access-matrix.ts'
import { protectedFields } from '../protected-fields.ts'
import { refuseAt } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/**
 * A required field may be read by everybody who may `get` the model: it cannot be null for those who may not
 * (`auth-semantics` §2.5). Refused without subscriptions, too.
 */
export function requiredFields({ models }: Definition): readonly Refusal[] {
  return models.flatMap((model) => {
    const hidden = protectedFields(compileAccessMatrix(model))
    const names = model.fields
      .filter(({ name, required }) => required && hidden.has(name))
      .map(({ name }) => name)
    if (names.length === 0) return []
    const message =
      "When using field-level authorization rules you need to add rules to all of the model's required fields with at least read permissions. " +
      `Found model "${model.name}" with required fields ${JSON.stringify(names)} missing field-level authorization rules.`
    return [refuseAt(model.place, message)]
  })
}
