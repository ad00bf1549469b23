import { decideDelete } from '../../authorization/decisions/delete.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import type { Study } from '../case.ts'
import { answered, askAbout, observationsOf, offering } from './answers.ts'
import { isStored, storedItem } from './stored-item.ts'

/** `deleteTodo`: one role that may delete every field is enough; what is not there is deleted already. */
export const remove: Study = {
  name: 'delete',
  roles: ({ policy }) => policy?.delete ?? [],
  matrix: ({ policy }) => policy?.matrix,
  ...storedItem,
  ask(side, asked) {
    return askAbout(side, asked, {
      about: offering(side, 'delete'),
      gate: ({ gates }) => gates.delete,
      ask: (policy) => {
        const stored = isStored(asked) ? asked.attributes : undefined
        const decision = decideDelete(policy.delete, [], (role) =>
          evaluateOnItem(role, asked.identity, stored),
        )
        return answered(observationsOf(decision), () => {
          if (decision.effect === 'deny') return { answer: 'refuse' }
          return { answer: isStored(asked) ? 'allow' : 'null without error' }
        })
      },
    })
  },
}
