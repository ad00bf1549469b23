import type { CustomOperation, CustomType, Definition } from '../model/definition.ts'
import type { ModelPolicy, Policy } from '../policy/compile-policy.ts'
import { compileOperationPolicy } from '../policy/operation-policy.ts'
import { compileTypeGates } from '../policy/type-gates.ts'
import type { TypeGates } from '../policy/type-gates.ts'
import { collectionsOf } from './types/collections.ts'
import { enumInputs } from './types/enum-inputs.ts'
import { filterInputs } from './types/filter-inputs.ts'
import { keyConditionInputs } from './types/key-conditions.ts'
import { gateWriter } from './types/gate-directives.ts'
import { customTypeInput, inputType, mutationInputs } from './types/mutation-inputs.ts'
import { customInputName } from './types/names.ts'
import { operationField } from './types/operation-field.ts'
import {
  connectionTypes,
  customType,
  enumType,
  interfaceType,
  modelType,
} from './types/object-types.ts'
import { reachableCustomTypes } from './types/reachable-types.ts'
import { rootFields } from './types/root-fields.ts'
import { block, sharedTypes } from './types/shared-types.ts'

/** The SDL that AppSync would serve for the definition: types, inputs, root fields and `@aws_*` directives. */
export function printSdl(definition: Definition, policy: Policy): string {
  const models = [...policy.models.values()]
  const gates = compileTypeGates(definition, models)
  return [
    ...firstOfEachName(
      models.flatMap((one) => [
        ...enumInputs(one.model, definition),
        ...typesOfModel(one, definition, gates),
      ]),
    ),
    ...definition.enums.map(enumType),
    ...definition.customTypes.map((type) =>
      customType(type, gates.customTypes.get(type.name) ?? []),
    ),
    ...(definition.interfaces ?? []).map(interfaceType),
    ...definition.inputTypes.map(inputType),
    ...customTypeInputs(definition).map(customTypeInput),
    ...sharedTypes(),
    ...keyConditionInputs(definition.models),
    ...(['Query', 'Mutation', 'Subscription'] as const).flatMap((root) =>
      rootType(root, definition, models),
    ),
  ].join('\n\n')
}

/** What is there already is not made again: of an enum `TodoCondition` and a model `Todo`, the enum has `ModelTodoConditionInput`. */
function firstOfEachName(types: readonly string[]): readonly string[] {
  const named = new Map<string, string>()
  for (const type of types) {
    const [, name = type] = /^\w+ (\w+)/.exec(type) ?? []
    if (!named.has(name)) named.set(name, type)
  }
  return [...named.values()]
}

function typesOfModel(
  policy: ModelPolicy,
  { models, modes }: Definition,
  gates: TypeGates,
): readonly string[] {
  const collections = collectionsOf(policy.model, models)
  const writeGate = gateWriter(modes.defaultMode)
  const passed = gates.connections.get(policy.model.name) ?? new Set()
  return [
    modelType(policy, writeGate),
    ...connectionTypes(policy, collections, { passed, writeGate }),
    ...filterInputs(policy, collections),
    ...mutationInputs(policy.model),
  ]
}

/** AWS marks a root type of which the definition writes a part. */
function rootType(
  root: CustomOperation['root'],
  { operations, modes }: Definition,
  models: readonly ModelPolicy[],
): readonly string[] {
  const custom = operations.filter((operation) => operation.root === root)
  const isWritten = custom.some(({ conversation }) => conversation === undefined)
  const fields = [
    ...models.flatMap((model) => rootFields(model, gateWriter(modes.defaultMode))[root]),
    ...custom.map((operation) => operationField(compileOperationPolicy(operation))),
  ]
  if (fields.length === 0) return []
  return [block(`type ${root}${isWritten ? ' @aws_iam' : ''}`, fields)]
}

/** Inputs are made for custom types that a model holds, directly or inside another, where the builder wrote none. */
function customTypeInputs({ models, customTypes, inputTypes }: Definition): readonly CustomType[] {
  const written = new Set(inputTypes.map(({ name }) => name))
  const missing = customTypes.filter(({ name }) => !written.has(customInputName(name)))
  const used = reachableCustomTypes(
    models.flatMap(({ fields }) => fields),
    missing,
  )
  return missing.filter(({ name }) => used.has(name))
}
