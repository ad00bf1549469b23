import type { AnswerWord } from '../analysis/answer-word.ts'
import type { Witness } from '../analysis/witness.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import { askedField } from './trial-item.ts'

/** An answer over HTTP, as it came. */
export interface HttpAnswer {
  readonly status: number
  readonly data: Item | null
  readonly errors: readonly {
    readonly message: string
    readonly errorType?: string | null
    readonly path?: readonly (string | number)[] | null
  }[]
}

/** An answer and what it answers. */
export interface AnsweredTrial {
  readonly witness: Witness
  readonly request: GraphQLDocument
  readonly stored: Item | undefined
}

/** What an answer comes to, in the word in which the rules predict it. */
export function readAnswer(answer: HttpAnswer, trial: AnsweredTrial): AnswerWord {
  const { status, errors } = answer
  const { fieldName } = trial.request
  if (status === 401) return '401'
  const atRoot = errors.filter(({ path }) => (path ?? []).length === 1)
  if (errors.some(({ path }) => (path ?? []).length === 0)) return 'gone'
  if (atRoot.some(isUnauthorized)) return 'refuse'
  if (atRoot.some(({ errorType }) => errorType?.includes('ConditionalCheckFailed') === true))
    return 'conditional check fails'
  const [other] = atRoot
  if (other !== undefined)
    throw new Error(`${fieldName} answered neither yes nor no: ${other.message}`)
  return wordOf(answer, trial)
}

function wordOf(
  { data, errors }: HttpAnswer,
  { witness, request, stored = {} }: AnsweredTrial,
): AnswerWord {
  const { name } = witness.study
  const value = data?.[request.fieldName]
  const field = askedField(witness)
  if (name.startsWith('read ') && field !== undefined) {
    if (errors.some(isUnauthorized)) return 'refuse'
    const isEmpty = (stored[field] ?? null) === null
    const isGiven = isObject(value) && (value[field] ?? null) !== null
    // What is empty is given without an error, which in a query is the only other answer.
    return isGiven || (isEmpty && witness.through === 'get') ? 'value' : 'null'
  }
  if (name === 'list' || name.startsWith('query '))
    return isObject(value) && Array.isArray(value['items']) && value['items'].length > 0
      ? 'show'
      : 'hide'
  // A key field that the caller may not read takes the whole item away, which is not a refusal of the item.
  if ((value ?? null) === null && errors.length === 0 && name !== 'create')
    return 'null without error'
  return name === 'get' ? 'show' : 'allow'
}

function isUnauthorized({ errorType }: HttpAnswer['errors'][number]): boolean {
  return errorType === 'Unauthorized'
}
