import type { Definition } from '../model/definition.ts'
import type { Policy } from '../policy/compile-policy.ts'
import { enumInputs, filterInputs } from './types/filter-inputs.ts'
import { keyConditionInputs } from './types/key-conditions.ts'
import { customTypeInput, mutationInputs } from './types/mutation-inputs.ts'
import { customType, enumType, modelTypes } from './types/object-types.ts'
import { reachableCustomTypes } from './types/reachable-types.ts'
import { rootFields } from './types/root-fields.ts'
import type { RootFields } from './types/root-fields.ts'
import { block, sharedTypes } from './types/shared-types.ts'

/** The SDL that AppSync would serve for the definition: types, inputs, root fields and `@aws_*` directives. */
export function printSdl(definition: Definition, policy: Policy): string {
  const models = [...policy.models.values()]
  const roots = models.map(rootFields)
  return [
    ...models.flatMap(modelTypes),
    ...definition.enums.flatMap((type) => [enumType(type), ...enumInputs(type, definition.models)]),
    ...definition.customTypes.map((type) => customType(type, definition, policy)),
    ...usedCustomTypes(definition).map(customTypeInput),
    ...sharedTypes(),
    ...keyConditionInputs(definition.models),
    ...models.flatMap(filterInputs),
    ...definition.models.flatMap(mutationInputs),
    ...(['Query', 'Mutation', 'Subscription'] as const).flatMap((root) => rootType(root, roots)),
  ].join('\n\n')
}

function rootType(root: keyof RootFields, roots: readonly RootFields[]): readonly string[] {
  const fields = roots.flatMap((fieldsOf) => fieldsOf[root])
  return fields.length === 0 ? [] : [block(`type ${root}`, fields)]
}

/** Inputs are made only for custom types that a model holds, directly or inside another. */
function usedCustomTypes({ models, customTypes }: Definition): Definition['customTypes'] {
  const used = reachableCustomTypes(
    models.flatMap(({ fields }) => fields),
    customTypes,
  )
  return customTypes.filter(({ name }) => used.has(name))
}
