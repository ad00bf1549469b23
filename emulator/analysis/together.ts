import type { Answer, Case, Side, Study } from './case.ts'

/**
 * Two questions about one caller and one item, as one: for the value of a field the caller must first be given the item. Its
 * cells are those that either question tells apart, for the same token; its outcome is that of the first, with the answer of
 * the second beside it.
 */
export function together(first: Study, second: Study): Study {
  const both = <T>(ask: (study: Study) => readonly T[]): readonly T[] => [
    ...ask(first),
    ...ask(second),
  ]
  return {
    name: first.name,
    roles: (side) => both((study) => study.roles(side)),
    // Groups are alike only where both questions take them so.
    matrix: (side) => first.matrix(side) ?? second.matrix(side),
    requires: (side, field) => first.requires(side, field) || second.requires(side, field),
    facts: first.facts,
    ask(side: Side, asked: Case): Answer {
      const answer = first.ask(side, asked)
      const access = second.ask(side, { ...asked, facts: { ...asked.facts, item: 'stored' } })
      return {
        observations: [
          ...answer.observations,
          ...access.observations.map(({ role, saw }) => ({
            role: { ...role, id: `${second.name} ${role.id}` },
            saw,
          })),
        ],
        outcome: () => ({ ...answer.outcome(), [accessAnswer]: access.outcome()['answer'] ?? '' }),
      }
    },
  }
}

/** Where the outcome of two questions has the answer of the second. */
export const accessAnswer = 'is given the item'
