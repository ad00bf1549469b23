import type { Case, Study } from '../case.ts'

/** Of questions about one stored item: there is one, or there is none. Its keys are always there. */
export const storedItem: Pick<Study, 'requires' | 'facts'> = {
  requires: ({ policy }, field) => policy?.model.identifier.includes(field) ?? false,
  facts: { item: ['stored', 'missing'] },
}

export function isStored({ facts }: Case): boolean {
  return facts['item'] !== 'missing'
}
