import type { ProofAnswer, ProofRequest } from '../analysis/lint/proof.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import type { AnswerError, HttpAnswer } from './read-answer.ts'

interface Answered {
  readonly ask: ProofRequest
  /** What the proof says; only parts that it names are read. */
  readonly answer: ProofAnswer
  readonly document: GraphQLDocument
  /** What a create or update wrote. */
  readonly stored: Item | undefined
}

/** An answer over HTTP in the words of a proof; throws where it is an error that says nothing of access. */
export function stepAnswer(http: HttpAnswer, answered: Answered): ProofAnswer {
  const { fieldName } = answered.document
  if (http.status === 401) return { status: '401' }
  const own = http.errors.find(({ path }) => (path ?? []).length <= 1)
  if (own !== undefined) return refusalOf(own, fieldName)

  const { stored, answer } = answered
  return {
    status: 'ok',
    refusedFields: [...new Set(http.errors.map(({ path }) => String(path?.at(-1))))],
    ...shownIn(http.data?.[fieldName] ?? null),
    ...(stored === undefined ? {} : { stores: picked(stored, answer.stores ?? {}) }),
  }
}

/** An item, a page of items, or nothing. */
function shownIn(value: unknown): Pick<ProofAnswer, 'shows' | 'rows'> {
  if (value === null) return { shows: null }
  if (!isObject(value)) return {}
  return Array.isArray(value['items']) ? { shows: value, rows: value['items'] } : { shows: value }
}

function refusalOf({ message, errorType }: AnswerError, fieldName: string): ProofAnswer {
  if (errorType === 'NotEmulated') return { status: 'not called' }
  if (errorType !== 'Unauthorized')
    throw new Error(`${fieldName} answered neither yes nor no: ${message}`)
  const [, fields] = /^Unauthorized on \[(.*)\]$/.exec(message) ?? []
  return fields === undefined
    ? { status: 'refused' }
    : { status: 'fields refused', unauthorized: fields.split(',').map((name) => name.trim()) }
}

/** Only what the proof speaks of: timestamps and ids are nobody's news. */
function picked(item: Item, named: Item): Item {
  return Object.fromEntries(Object.keys(named).map((name) => [name, item[name]]))
}
