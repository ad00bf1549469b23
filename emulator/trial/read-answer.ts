import type { AnswerWord } from '../analysis/answer-word.ts'
import type { Witness } from '../analysis/witness.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import { askedField } from './trial-item.ts'
import type { Untried } from './trial-request.ts'

/** An answer over HTTP, as it came. */
export interface HttpAnswer {
  readonly status: number
  readonly data: Item | null
  readonly errors: readonly AnswerError[]
}

export interface AnswerError {
  readonly message: string
  readonly errorType?: string | null
  readonly path?: readonly (string | number)[] | null
}

/** An answer and what it answers. */
interface AnsweredTrial {
  readonly witness: Witness
  readonly request: GraphQLDocument
  readonly stored: Item | undefined
  /** Of answers that are empty without an error, which one is meant: they look the same. */
  readonly predicted: AnswerWord | undefined
}

/** What an answer comes to, in the word in which the rules predict it; a refusal for another reason comes to none. */
export function readAnswer(answer: HttpAnswer, trial: AnsweredTrial): AnswerWord | Untried {
  const { status, errors, data } = answer
  const { fieldName } = trial.request
  if (status === 401) return '401'
  if (errors.some(({ path }) => (path ?? []).length === 0)) return 'gone'
  const [fault] = errors.filter(({ path }) => path?.length === 1)
  if (fault !== undefined) return faultWord(fault, fieldName)
  const value = data?.[fieldName]
  const [kind = ''] = trial.witness.study.name.split(' ')
  switch (kind) {
    case 'follow':
      return relationWord(answer, trial, value)
    case 'read':
      return fieldWord(answer, trial, value)
    default:
      return valueWord(answer, trial, value)
  }
}

function valueWord(answer: HttpAnswer, trial: AnsweredTrial, value: unknown): AnswerWord {
  const { name } = trial.witness.study
  if (name === 'list' || name.startsWith('query ')) return hasItems(value) ? 'show' : 'hide'
  if (name.startsWith('filter ')) return 'allow'
  // A key field that the caller may not read takes the whole item away, which is not a refusal of the item.
  if (isEmpty(value) && answer.errors.length === 0 && name !== 'create') return 'null without error'
  return name === 'get' ? 'show' : 'allow'
}

/** The operation's own error. */
function faultWord(fault: AnswerError, fieldName: string): AnswerWord | Untried {
  if (isUnauthorized(fault)) return 'refuse'
  if (fault.errorType?.includes('ConditionalCheckFailed') === true) return 'conditional check fails'
  return { untried: `${fieldName} does not come to the rules: ${fault.message}` }
}

function fieldWord(
  { errors }: HttpAnswer,
  { witness, stored = {} }: AnsweredTrial,
  value: unknown,
): AnswerWord {
  const field = askedField(witness) ?? ''
  if (errors.some(isUnauthorized)) return 'refuse'
  if (isObject(value) && !isEmpty(value[field])) return 'value'
  // What is empty is given without an error, which in a query is the only other answer.
  return isEmpty(stored[field]) && witness.through === 'get' ? 'value' : 'null'
}

function relationWord(
  { errors }: HttpAnswer,
  { witness, predicted }: AnsweredTrial,
  value: unknown,
): AnswerWord {
  if (errors.some(isUnauthorized)) return 'refuse'
  const found = isObject(value) ? value[witness.study.name.slice('follow '.length)] : undefined
  const isFound = isObject(found) && (!('items' in found) || hasItems(found))
  if (isFound) return 'show'
  return predicted !== undefined && emptyWords.has(predicted) ? predicted : 'null without error'
}

const emptyWords: ReadonlySet<AnswerWord> = new Set([
  'hide',
  'left out',
  'null without error',
] as const)

function hasItems(value: unknown): boolean {
  return isObject(value) && Array.isArray(value['items']) && value['items'].length > 0
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null
}

function isUnauthorized({ errorType }: AnswerError): boolean {
  return errorType === 'Unauthorized'
}
