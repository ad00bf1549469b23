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
  if (answer === noArgument) return 'gone'
  if (answer === 'gone' || answer === '401' || answer === 'conditional check fails') return answer
  if (/^(send|set|clear) /.test(capability) && capability !== question) {
    if (!(capability in outcome)) return 'gone'
    if (outcome[capability] === 'no') return 'refuse'
  }
  if (answer === 'connect') return outcome['event'] === 'hear' ? 'hear' : 'not hear'
  const sets = Object.keys(outcome).filter((name) => name.startsWith('sets '))
  if (sets.length > 0)
    return `allow, sets ${sets
      .map((name) => name.slice('sets '.length))
      .toSorted()
      .join(', ')}`
  return isWord(answer) ? answer : 'refuse'
}

const words = ['allow', 'show', 'hide', 'value', 'null', 'null without error', 'left out'] as const

function isWord(answer: string): answer is (typeof words)[number] {
  return words.some((word) => word === answer)
}
