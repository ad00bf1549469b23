import { decideField } from '../../authorization/decisions/field.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import type { Study } from '../case.ts'
import { answered, askAbout, observationsOf } from './answers.ts'
import { storedItem } from './stored-item.ts'

/** The value of one field, of an item that the caller was given. */
export function readField(field: string): Study {
  return {
    name: `read ${field}`,
    roles: ({ policy }) => policy?.protectedFields.get(field) ?? [],
    matrix: ({ policy }) => policy?.matrix,
    requires: storedItem.requires,
    facts: { source: ['query', 'mutation'] },
    ask(side, asked) {
      const declared = side.policy?.model.fields.some(({ name }) => name === field) ?? false
      return askAbout(side, asked, {
        about: declared ? side.policy : undefined,
        gate: ({ gates }) => gates.type,
        ask: (policy) => {
          const roles = policy.protectedFields.get(field)
          if (roles === undefined) return answered([], () => ({ answer: 'value' }))
          const isFed = policy.model.feedsSubscriptions && asked.facts['source'] === 'mutation'
          const decision = decideField(
            roles,
            (role) => evaluateOnItem(role, asked.identity, asked.attributes),
            isFed,
          )
          return answered(observationsOf(decision), () => {
            if (decision.effect === 'deny') return { answer: 'refuse' }
            const isOwner = policy.ownerFields.some(
              (owner) => owner.name === field && owner.returnsLastPart,
            )
            return { answer: isFed && !isOwner ? 'null' : 'value' }
          })
        },
      })
    },
  }
}
