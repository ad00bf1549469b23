import type { Decision, Question } from '../authorization/decision.ts'
import type { Reason } from '../authorization/role-evaluation.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import { generatedOperations } from '../model/definition.ts'
import type { Definition, Model } from '../model/definition.ts'
import type { Item } from '../model/item.ts'
import { RequestError } from '../issuer/request-error.ts'
import type { LoggedDecision } from './decision-log.ts'
import { sourceText } from './source-text.ts'

export type Recordable = Extract<LoggedDecision, { kind: 'decision' }>

/** One check of a suite, made of a decision. */
export interface RecordedCheck {
  /** e.g. `cannot update a Note: not-the-owner`. */
  readonly title: string
  /** What has to be stored for it. */
  readonly item?: Item
  /** e.g. `cannot('update', note, 'not-the-owner')`; the item stands there by the name that is given. */
  readonly code: (itemName: string) => string
}

/** How a suite asks each question; the others come of requests that no check makes. */
const operations: Readonly<Partial<Record<Question, string>>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  get: 'get',
  list: 'list',
  listen: 'listen',
  field: 'read',
}

/** What says most about a refusal comes first. */
const tellingReasons: readonly Reason[] = [
  'not-the-owner',
  'owner-is-null',
  'not-in-group',
  'not-in-item-groups',
  'claim-missing',
  'not-this-principal',
  'not-every-field',
]

/** Makes a check of a decision; throws `RequestError` for one that no check of a suite can bring about. */
export function recordedCheck(entry: Recordable, { models }: Definition): RecordedCheck {
  const { number, decision, model: name, fieldName } = entry
  const model = models.find((candidate) => candidate.name === name)
  const operation = operations[decision.question] ?? gatedOperation(entry)
  if (operation === undefined || model === undefined)
    throw notRecordable(number, `is about ${fieldName}, which can() and cannot() do not ask`)
  const isDenied = decision.effect === 'deny'
  const verb = isDenied ? 'cannot' : 'can'
  const parts = { ...partsOf(entry, model), ...(isDenied ? { reason: reasonOf(decision) } : {}) }
  const { item } = itemOf(entry, model)
  const target = (itemName: string): string => (item === undefined ? sourceText(name) : itemName)
  const field = decision.question === 'field' ? `.${fieldName}` : ''
  return {
    title: `${verb} ${operation} ${name}${field}${isDenied ? `: ${parts.reason}` : ''}`,
    ...(item === undefined ? {} : { item }),
    code: (itemName) =>
      `${verb}(${[sourceText(operation), target(itemName), ...given(parts)].join(', ')})`,
  }
}

/** The gate in front of a field has one question for all of them. */
function gatedOperation({ decision, fieldName, model }: Recordable): string | undefined {
  if (decision.question !== 'mode') return undefined
  const operation = generatedOperations.find((one) => rootFieldName(one, model) === fieldName)
  return operation?.startsWith('on') === true ? 'listen' : operation
}

function partsOf({ decision, input, fieldName }: Recordable, { identifier }: Model): Item {
  if (decision.question === 'field') return { field: fieldName }
  if (input === undefined) return {}
  if (decision.question === 'create') return { input }
  const changes = Object.entries(input).filter(([name]) => !identifier.includes(name))
  return changes.length === 0 ? {} : { input: Object.fromEntries(changes) }
}

/** A reason alone needs no braces. */
function given(parts: Item): readonly string[] {
  const names = Object.keys(parts)
  if (names.length === 0) return []
  return [sourceText(names.length === 1 && 'reason' in parts ? parts['reason'] : parts)]
}

/** Where the decision read no item, or none was there, one with this key and nobody's is decided alike. */
function itemOf(
  { number, decision, key, item }: Recordable,
  { name }: Model,
): { readonly item?: Item } {
  if (key === undefined) return {}
  if (item === undefined && decision.effect !== 'deny')
    throw notRecordable(number, `is about an item of ${name} that was not there`)
  return { item: withoutType(item ?? key) }
}

/** What AppSync adds for itself; `put` adds it too. */
function withoutType(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== '__typename'))
}

function reasonOf({ reason, trace }: Decision): string {
  if (reason !== 'no-role-matches') return reason
  return tellingReasons.find((word) => trace.some((entry) => entry.reason === word)) ?? reason
}

export function notRecordable(number: number, why: string): RequestError {
  return new RequestError('', `decision ${number} ${why}, so it cannot become a test`)
}
