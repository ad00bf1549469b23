import type { Decision, Question } from '../authorization/decision.ts'
import type { Reason } from '../authorization/role-evaluation.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import { isObject } from '../model/is-object.ts'
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
  const { decision, model: name, fieldName } = entry
  const model = models.find((candidate) => candidate.name === name)
  const operation = operations[decision.question] ?? gatedOperation(entry)
  if (operation === undefined || model === undefined) throw notAskedFor(entry)
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

/** Where an actor of a suite has the custom operations of each root. */
const methods: Readonly<Record<string, string>> = { Query: 'queries.', Mutation: 'mutations.' }

/** What no check asks for, and how a suite can ask it all the same. */
function notAskedFor({ number, decision, fieldName, parentType }: Recordable): RequestError {
  const way = methods[parentType]
  if (decision.question !== 'operation' || way === undefined)
    return notRecordable(number, `is about ${fieldName}, which can() and cannot() do not ask`)
  const why = 'is about a custom operation, whose handler a check would have to run'
  return notRecordable(number, why, `; ask ${way}${fieldName}() in one of your own`)
}

/** The gate in front of a field has one question for all of them. */
function gatedOperation({ decision, fieldName, model }: Recordable): string | undefined {
  if (decision.question !== 'mode') return undefined
  const operation = generatedOperations.find((one) => rootFieldName(one, model) === fieldName)
  return operation?.startsWith('on') === true ? 'listen' : operation
}

function partsOf({ decision, input, fieldName }: Recordable, { identifier }: Model): Item {
  const { question } = decision
  if (question === 'field') return { field: fieldName }
  if (input === undefined) return {}
  if (question === 'create') return { input }
  if (question === 'list' || question === 'listen') return argumentsOf(input)
  return named('input', without(input, identifier))
}

/** Which page was asked for decides nothing. */
function argumentsOf({ filter, ...args }: Item): Item {
  const asked = isObject(filter) ? named('filter', filter) : {}
  return { ...asked, ...named('args', without(args, ['limit', 'nextToken'])) }
}

function without(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))
}

function named(name: string, part: Item): Item {
  return Object.keys(part).length === 0 ? {} : { [name]: part }
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
  return without(item, ['__typename'])
}

function reasonOf({ reason, trace }: Decision): string {
  if (reason !== 'no-role-matches') return reason
  return tellingReasons.find((word) => trace.some((entry) => entry.reason === word)) ?? reason
}

/** The refusal of a decision: why, and the way out where there is one. */
export function notRecordable(number: number, why: string, wayOut = ''): RequestError {
  return new RequestError('', `decision ${number} ${why}, so it cannot become a test${wayOut}`)
}
