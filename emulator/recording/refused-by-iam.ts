import type { AskedQuestion } from '../graphql/context.ts'
import type { RootField } from '../graphql/iam-policy.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import { generatedOperations } from '../model/definition.ts'
import type { Definition, Model } from '../model/definition.ts'

/**
 * The question that an IAM policy answered in the rules' stead: it refuses exactly those whom no rule of the model means.
 * Undefined for custom operations, whose rules let IAM pass.
 */
export function questionRefusedByIam(
  { models }: Pick<Definition, 'models'>,
  { root, name }: RootField,
): AskedQuestion | undefined {
  const model = models.find((one) => hasField(one, name))
  if (model === undefined) return undefined
  return {
    decision: { question: 'mode', effect: 'deny', reason: 'mode-not-allowed', trace: [] },
    parentType: root,
    fieldName: name,
    path: [name],
    model: model.name,
    given: {},
  }
}

function hasField({ name: model, indexes }: Model, field: string): boolean {
  return (
    generatedOperations.some((operation) => rootFieldName(operation, model) === field) ||
    indexes.some(({ queryField }) => queryField === field)
  )
}
