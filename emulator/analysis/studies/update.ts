import type { Decision } from '../../authorization/decision.ts'
import { decideUpdate } from '../../authorization/decisions/update.ts'
import { evaluateOnItem } from '../../authorization/evaluate-role.ts'
import type { Item } from '../../model/item.ts'
import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { Case, Outcome, Study } from '../case.ts'
import { inputFields } from '../input-fields.ts'
import { answered, askAbout, observationsOf, offering } from './answers.ts'
import { isStored, storedItem } from './stored-item.ts'

/** `updateTodo`: only what is stored counts; every field, with a value or as null, is a column of the outcome. */
export const update: Study = {
  name: 'update',
  roles: ({ policy }) => policy?.update.map(({ role }) => role) ?? [],
  matrix: ({ policy }) => policy?.matrix,
  ...storedItem,
  ask(side, asked) {
    return askAbout(side, asked, {
      about: offering(side, 'update'),
      gate: ({ gates }) => gates.update,
      ask: (policy) => {
        const decision = decide(policy, asked, {})
        return answered(observationsOf(decision), () => outcomeOf(policy, asked, decision))
      },
    })
  },
}

function decide(policy: ModelPolicy, asked: Case, more: Item): Decision {
  const stored = isStored(asked) ? asked.attributes : undefined
  const key = Object.fromEntries(policy.model.identifier.map((name) => [name, 'x']))
  return decideUpdate(policy.update, { ...key, ...more }, (role) =>
    evaluateOnItem(role, asked.identity, stored),
  )
}

function outcomeOf(policy: ModelPolicy, asked: Case, decision: Decision): Outcome {
  const { reason, deniedFields } = decision
  if (reason === 'no-role-matches' || reason === 'no-role-for-operation')
    return { answer: 'refuse' }
  // Fields are checked before the item is looked for; a partial role is refused sort keys, which every update sends.
  if (!isStored(asked) && deniedFields === undefined) return { answer: 'conditional check fails' }
  const others = inputFields(policy.model).filter((name) => !policy.model.identifier.includes(name))
  const columns = others.flatMap((name) => [
    [`set ${name}`, isTaken(policy, asked, { [name]: 'x' })] as const,
    [`clear ${name}`, isTaken(policy, asked, { [name]: null })] as const,
  ])
  return {
    answer: deniedFields === undefined ? 'allow' : `refuse ${deniedFields.toSorted().join(', ')}`,
    ...Object.fromEntries(columns),
  }
}

function isTaken(policy: ModelPolicy, asked: Case, more: Item): 'yes' | 'no' {
  const { deniedFields = [] } = decide(policy, asked, more)
  return Object.keys(more).some((name) => deniedFields.includes(name)) ? 'no' : 'yes'
}
