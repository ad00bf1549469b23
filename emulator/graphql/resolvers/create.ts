import { decideCreate } from '../../authorization/decisions/create.ts'
import { evaluateOnInput } from '../../authorization/evaluate-role.ts'
import { assertValidInput } from '../assert-valid-input.ts'
import { asMutationResult } from '../mutation-result.ts'
import { joinedKeysOf, joinedValues, withJoinedKeys } from '../joined-keys.ts'
import { generatedValues, newItem, withDefaults } from '../new-item.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import type { ServedModel } from '../served-model.ts'
import type { MutationArguments, Resolver } from './resolver.ts'

/** `createTodo`: decides on the input, fills in the owner, stores. */
export function resolveCreate(policy: ServedModel): Resolver<MutationArguments> {
  const { model, gates, table } = policy
  const keys = joinedKeysOf(policy)
  const create = withJoinedKeys(policy.create, keys)
  return async (_source, given, context, info) => {
    const written = withDefaults(model, given.input)
    const asked = { context, info, model: model.name, about: written }
    passGate(gates.create, asked)
    const generated = generatedValues(model, context.clock)
    const joined = joinedValues(keys, { ...generated, ...written }, 'creating')
    const input = { ...written, ...joined }
    const decision = decideAs(asked, 'create', () =>
      decideCreate(create, input, (role, view) =>
        evaluateOnInput(role, context.identity, view ?? input),
      ),
    )
    const { fills } = obey(decision, { ...asked, input: given.input })
    const filled = { ...input, ...fills }
    assertValidInput(model, filled)

    const item = newItem(model, generated, filled)
    return asMutationResult(await context.store.create(table, item, given.condition ?? undefined))
  }
}
