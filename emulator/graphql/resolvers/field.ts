import {
  decideOperation,
  decideOperationGate,
} from '../../authorization/decisions/custom-operation.ts'
import { decideField } from '../../authorization/decisions/field.ts'
import { evaluateForOperation, passesGate } from '../../authorization/evaluate-operation.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import { shownOwner } from '../../authorization/shown-owner.ts'
import { keyOf } from '../../model/item.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { RulePolicy } from '../../policy/operation-policy.ts'
import type { OwnerField } from '../../policy/owner-fields.ts'
import { isMutationResult } from '../mutation-result.ts'
import { decideAs, obey } from '../obey.ts'
import type { Resolver } from './resolver.ts'

/** A field whose value not every reader of the item may see; null in mutation results that feed subscriptions. */
export function resolveProtectedField(policy: ModelPolicy, field: string): Resolver {
  const { model } = policy
  const roles = policy.protectedFields.get(field) ?? []
  return (source, _given, context, info) => {
    // An event is what the mutation answered; nobody is asked again.
    if (context.subscriber !== undefined) return source[field]
    const fromMutation = isMutationResult(source)
    const key = keyOf(model.identifier, source)
    const asked = { context, info, model: model.name, key, fromMutation }
    const feedsSubscriptions = model.feedsSubscriptions && fromMutation
    const decision = decideAs(asked, 'field', () =>
      decideField(
        roles,
        (role) => evaluateOnItem(role, context.identity, source),
        feedsSubscriptions,
      ),
    )
    obey(decision, { ...asked, item: source })
    return feedsSubscriptions ? null : source[field]
  }
}

/** A field of a custom type that has rules of its own: those who are none of its roles get null and an error. */
export function resolveMember(name: string, { roles, gates }: RulePolicy): Resolver {
  return (source, _given, context, info) => {
    if (context.subscriber !== undefined) return source[name]
    const asked = { context, info, model: info.parentType.name }
    const gate = decideOperationGate(gates, (one) => passesGate(one, context.identity))
    if (gate.effect === 'deny') obey(gate, asked)
    const decision = decideAs(asked, 'operation', () =>
      decideOperation(roles, (role) => evaluateForOperation(role, context.identity)),
    )
    obey(decision, asked)
    return source[name]
  }
}

/**
 * An owner field whose claim has several parts: stored as `sub::username`, answered as `username`. When the field is
 * protected, its check comes first; what that check would null in a mutation result is answered all the same.
 */
export function resolveOwnerField(policy: ModelPolicy, { name }: OwnerField): Resolver {
  const guard = policy.protectedFields.has(name) ? resolveProtectedField(policy, name) : undefined
  return (source, ...rest) => {
    const [, context] = rest
    if (context.subscriber !== undefined) return source[name]
    guard?.(source, ...rest)
    return shownOwner(source[name])
  }
}
