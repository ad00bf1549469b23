import { decideUpdate } from '../../authorization/decisions/update.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import { isoTime } from '../../clock.ts'
import type { Item } from '../../model/item.ts'
import { keyOf } from '../../model/item.ts'
import type { Changes } from '../../store/store.ts'
import { assertValidInput } from '../assert-valid-input.ts'
import { joinedKeysOf, joinedValues, withJoinedKeys } from '../joined-keys.ts'
import { asMutationResult } from '../mutation-result.ts'
import { lookUp } from '../look-up.ts'
import { decideAs, obey, passGate } from '../obey.ts'
import type { ServedModel } from '../served-model.ts'
import type { MutationArguments, Resolver } from './resolver.ts'

/** `updateTodo`: decides on the stored item, sets what is given, removes what is null. */
export function resolveUpdate(policy: ServedModel): Resolver<MutationArguments> {
  const { model, gates, table } = policy
  const keys = joinedKeysOf(policy)
  const update = withJoinedKeys(policy.update, keys)
  const keyNames = [...model.identifier, model.identifier.slice(1).join('#')]
  return async (_source, { input: written, condition }, context, info) => {
    const key = keyOf(model.identifier, written)
    const about = context.record && (await lookUp(context, table, key))
    const asked = { context, info, model: model.name, key, about, given: written }
    passGate(gates.update, asked)
    const generated = { updatedAt: isoTime(context.clock) }
    const joined = joinedValues(keys, { ...generated, ...written }, 'updating')
    const input = { ...written, ...joined }
    const stored = await context.store.get(table, key)
    const decision = decideAs(asked, 'update', () =>
      decideUpdate(update, input, (role) => evaluateOnItem(role, context.identity, stored)),
    )
    obey(decision, { ...asked, item: stored, input: written })
    assertValidInput(model, input)

    const changes = changesOf({ ...generated, ...input }, keyNames)
    const given =
      condition === null || condition === undefined ? changes : { ...changes, condition }
    return asMutationResult(await context.store.update(table, key, given))
  }
}

/** Null removes an attribute; everything else replaces its whole value (`data-api` §5.4). */
function changesOf(input: Item, keyNames: readonly string[]): Changes {
  const entries = Object.entries(input).filter(([name]) => !keyNames.includes(name))
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== null)),
    remove: entries.filter(([, value]) => value === null).map(([name]) => name),
  }
}
