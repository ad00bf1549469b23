import { noArgument } from './studies/answers.ts'
import type { Case, Outcome, Side, Study } from './case.ts'

/** What a side answers to one request, in a word that can also be read off a real answer. */
export type AnswerWord =
  | 'allow'
  | 'refuse'
  | 'gone'
  | '401'
  | 'show'
  | 'hide'
  | 'value'
  | 'null'
  | 'null without error'
  | 'conditional check fails'
  | 'left out'
  | 'hear'
  | 'not hear'
  | `allow, sets ${string}`

/** What the rules predict for the request that asks for this capability in this case. */
export function predictedWord(
  study: Study,
  side: Side,
  { asked, capability }: { readonly asked: Case; readonly capability: string },
): AnswerWord {
  return wordOf(study.ask(side, asked).outcome(), capability, study.name)
}

function wordOf(outcome: Outcome, capability: string, question: string): AnswerWord {
  const { answer = 'refuse' } = outcome
  if (answer.startsWith('refuse')) return 'refuse'
  const plain = plainWords.get(answer)
  if (plain !== undefined) return plain
  if (capability !== question && isColumn.test(capability)) {
    const taken = outcome[capability]
    if (taken !== 'yes') return taken === undefined ? 'gone' : 'refuse'
  }
  return grantedWord(outcome, answer)
}

/** Answers that depend on no column. */
const plainWords: ReadonlyMap<string, AnswerWord> = new Map<string, AnswerWord>([
  [noArgument, 'gone'],
  ['gone', 'gone'],
  ['401', '401'],
  ['conditional check fails', 'conditional check fails'],
])

const isColumn = /^(?:send|set|clear) /

function grantedWord(outcome: Outcome, answer: string): AnswerWord {
  if (answer === 'connect') return outcome['event'] === 'hear' ? 'hear' : 'not hear'
  const owners = Object.keys(outcome).filter((name) => name.startsWith('sets '))
  const names = owners.map((name) => name.slice('sets '.length)).toSorted()
  if (names.length > 0) return `allow, sets ${names.join(', ')}`
  return isWord(answer) ? answer : 'refuse'
}

const words = ['allow', 'show', 'hide', 'value', 'null', 'null without error', 'left out'] as const

function isWord(answer: string): answer is (typeof words)[number] {
  return words.some((word) => word === answer)
}
