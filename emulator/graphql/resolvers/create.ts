import { decideCreate } from '../../authorization/decisions/create.ts'
import { evaluateOnInput } from '../../authorization/evaluate-role.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import { asMutationResult } from '../mutation-result.ts'
import { newItem, withDefaults } from '../new-item.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import { tableOf } from '../table-of.ts'
import type { MutationArguments, Resolver } from './resolver.ts'

/** `createTodo`: decides on the input, fills in the owner, stores. */
export function resolveCreate(policy: ModelPolicy): Resolver<MutationArguments> {
  const { model, gates, create } = policy
  return async (_source, given, context, info) => {
    const asked = { context, info, model: model.name }
    passGate(gates.create, asked)
    const input = withDefaults(model, given.input)
    const decision = decideAs(asked, 'create', () =>
      decideCreate(create, input, (role, view) =>
        evaluateOnInput(role, context.identity, view ?? input),
      ),
    )
    const { fills } = obey(decision, asked)

    const item = newItem(model, { ...input, ...fills }, context.clock)
    return asMutationResult(
      await context.store.create(tableOf(model), item, given.condition ?? undefined),
    )
  }
}
