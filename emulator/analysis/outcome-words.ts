import type { Outcome } from './case.ts'

/** What an outcome is in words, e.g. `allow, only {name}, clears only {}`; two outcomes with the same words are the same. */
export function outcomeWords(outcome: Outcome): string {
  const { answer = '', event, filter, ...rest } = outcome
  if (answer === 'connect')
    return [filterText(filter), ...(event === undefined ? [] : [event])].join(', ')
  return [
    answerText(answer),
    ...setsText(rest),
    ...columnsText(rest, ['send', 'set'], 'only'),
    ...columnsText(rest, ['clear'], 'clears only'),
  ].join(', ')
}

/** The outcomes that let the caller do nothing; a lock file does not list them. */
export function isRefusal({ answer }: Outcome): boolean {
  return answer === 'refuse' || answer === 'hide'
}

function answerText(answer: string): string {
  const [, fields] = /^refuse (.+)$/.exec(answer) ?? []
  return fields === undefined ? answer : `unauthorized on {${fields}}`
}

function filterText(filter = 'none'): string {
  return filter === 'none' ? 'unfiltered' : `filtered by ${filter}`
}

function setsText(outcome: Outcome): readonly string[] {
  return Object.entries(outcome)
    .filter(([name]) => name.startsWith('sets '))
    .map(([name, claim]) => `${name} to ${claim}`)
    .toSorted()
}

/** Nothing where every column is taken. */
function columnsText(outcome: Outcome, verbs: readonly string[], word: string): readonly string[] {
  const columns = Object.entries(outcome).filter(
    ([name, taken]) =>
      verbs.some((verb) => name.startsWith(`${verb} `)) && (taken === 'yes' || taken === 'no'),
  )
  const yes = columns.filter(([, taken]) => taken === 'yes')
  if (yes.length === columns.length) return []
  const names = yes.map(([name]) => name.slice(name.indexOf(' ') + 1)).toSorted()
  return [`${word} {${names.join(', ')}}`]
}
