import type { Study } from '../case.ts'
import { answered, plainAnswer } from './answers.ts'
import { list } from './read.ts'

/**
 * A client filter may name a field whose value the caller may not read, and so find out about it: whoever may list may filter
 * (`auth-semantics.md` §4.5).
 */
export function filterBy(field: string): Study {
  return {
    name: `filter ${field}`,
    roles: list.roles,
    matrix: list.matrix,
    requires: list.requires,
    facts: {},
    ask(side, asked) {
      const isField =
        side.policy?.model.fields.some(
          ({ name, kind }) => name === field && (kind === 'scalar' || kind === 'enum'),
        ) ?? true
      if (!isField) return plainAnswer('gone')
      const { observations, isGone = false, outcome } = list.ask(side, { ...asked, facts: {} })
      return {
        ...answered(observations, () => {
          const { answer = 'refuse' } = outcome()
          return { answer: answer === 'show' || answer === 'hide' ? 'allow' : answer }
        }),
        isGone,
      }
    },
  }
}
