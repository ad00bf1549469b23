import type { AskedCase } from '../analysis/asked-case.ts'
import type { Facts } from '../analysis/case.ts'
import { isUnrestricted } from '../authorization/decision.ts'
import type { AskedQuestion } from '../graphql/context.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import type { Identity } from '../identity/identity.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { generatedOperations } from '../model/definition.ts'
import type { GeneratedOperation, Model } from '../model/definition.ts'
import { isObject } from '../model/is-object.ts'
import type { Item } from '../model/item.ts'
import { isThere, rowParts } from './row-parts.ts'
import { bareIdentity, readableNames, readableOf } from './readable.ts'

/** A case that was asked, and whether the API granted what it was after. */
export interface RecordedCase extends AskedCase {
  readonly granted: boolean
}

/** Makes cases of the questions that are put to one definition; undefined where every version of its rules says the same. */
export function caseMaker({
  definition,
  policy,
}: Pick<LoadedPolicy, 'definition' | 'policy'>): (
  question: AskedQuestion,
  identity: Identity,
) => RecordedCase | undefined {
  const models = new Map(definition.models.map((model) => [model.name, model]))
  const names = readableNames(policy)
  return (question, identity) => {
    if (isUnrestricted(identity)) return undefined
    const parts = partsOf(question, models)
    if (parts === undefined) return undefined
    const { subject, study, about = {}, given = {}, facts = {}, wants = [study] } = parts
    const model = models.get(parts.aboutModel ?? subject)
    return {
      subject,
      study,
      wants,
      asked: {
        identity: bareIdentity(identity, names),
        // What was sent counts whole: each field has to be allowed.
        attributes: study === 'create' ? about : readableOf(about, model, names),
        given,
        facts,
      },
      granted: parts.isGranted ?? isGranted(question, policy),
    }
  }
}

interface Parts {
  readonly subject: string
  readonly study: string
  readonly about?: Item | undefined
  /** Whose item it is; absent: the subject's. */
  readonly aboutModel?: string
  readonly given?: Item
  readonly facts?: Facts
  /** Absent: what the question is called. */
  readonly wants?: readonly string[]
  /** Absent: what was decided. */
  readonly isGranted?: boolean
}

/** Of a question about a known model. */
type OtherParts = Omit<Parts, 'subject' | 'study'>

type Models = ReadonlyMap<string, Model>

function partsOf(question: AskedQuestion, models: Models): Parts | undefined {
  const { decision, parentType, fieldName } = question
  const model = models.get(question.model)
  switch (decision.question) {
    case 'operation': {
      const subject = `${parentType}.${fieldName}`
      return isRootType(parentType) ? { subject, study: `call ${subject}` } : undefined
    }
    case 'relation':
      return relationParts(question)
    case 'field': {
      const { about, model: subject } = question
      return { subject, study: `read ${fieldName}`, about, facts: sourceFact(question) }
    }
    case 'mode':
      return model === undefined ? undefined : gatedParts(question, model)
    case 'create':
    case 'update':
    case 'delete':
    case 'get':
    case 'list':
    case 'index':
    case 'listen':
      return model === undefined ? undefined : rootParts(question, model, decision.question)
  }
}

function relationParts(question: AskedQuestion): Parts {
  return {
    subject: question.parentType,
    study: `follow ${question.fieldName}`,
    about: question.about,
    aboutModel: question.model,
    facts: { ...itemFact(question), ...sourceFact(question) },
    isGranted: isFollowed(question),
  }
}

type RootQuestion = 'create' | 'update' | 'delete' | 'get' | 'list' | 'index' | 'listen'

function rootParts(question: AskedQuestion, model: Model, operation: RootQuestion): Parts {
  const { about, fieldName } = question
  const subject = model.name
  switch (operation) {
    case 'create':
      return { subject, study: 'create', about }
    case 'update':
      return {
        subject,
        study: 'update',
        about,
        facts: { item: 'stored' },
        ...updateWants(question, model),
      }
    case 'delete':
    case 'get':
      return {
        subject,
        study: operation,
        about: about ?? question.key,
        facts: itemFact(question),
        ...(about === undefined ? { isGranted: false } : {}),
      }
    case 'list':
      return { subject, study: 'list', ...rowParts(question, model.identifier) }
    case 'index': {
      const index = model.indexes.find(({ queryField }) => queryField === fieldName)
      const keys = index === undefined ? [] : [index.partitionKey, ...index.sortKeys]
      return { subject, study: `query ${fieldName}`, ...rowParts(question, keys) }
    }
    case 'listen':
      return { subject, study: 'listen', ...listenParts(question) }
  }
}

function listenParts({ about, given, isEvent = false, isShown }: AskedQuestion): OtherParts {
  return {
    about: isEvent ? about : {},
    given: ownerArguments(given),
    facts: { clientFilter: isGivenFilter(given) ? 'given' : 'none' },
    wants: [isEvent ? 'hear' : 'listen'],
    ...(isEvent ? { isGranted: isShown === true } : {}),
  }
}

const rootQuestions: Readonly<Record<GeneratedOperation, RootQuestion>> = {
  create: 'create',
  update: 'update',
  delete: 'delete',
  get: 'get',
  list: 'list',
  onCreate: 'listen',
  onUpdate: 'listen',
  onDelete: 'listen',
}

/** AppSync's gate in front of a root field has one question for all of them. */
function gatedParts(question: AskedQuestion, model: Model): Parts | undefined {
  const { fieldName } = question
  const operation = generatedOperations.find((one) => rootFieldName(one, model.name) === fieldName)
  const asked = operation === undefined ? 'index' : rootQuestions[operation]
  const { facts, ...parts } = rootParts(question, model, asked)
  // Whether the item is there was not looked at.
  const about = facts?.['item'] === undefined ? facts : { item: 'stored' }
  return { ...parts, ...(about === undefined ? {} : { facts: about }), isGranted: false }
}

/** An item that is not there is decided on as one that holds nothing. */
function updateWants({ given }: AskedQuestion, { identifier }: Model): Pick<Parts, 'wants'> {
  const changes = Object.entries(given).filter(([name]) => !identifier.includes(name))
  const columns = changes.map(([name, value]) => `${value === null ? 'clear' : 'set'} ${name}`)
  return { wants: ['update', ...columns] }
}

function isGranted(
  { decision, model, fieldName }: AskedQuestion,
  { models }: LoadedPolicy['policy'],
): boolean {
  if (decision.effect === 'deny') return false
  if (decision.reason !== 'null-in-mutation-result') return true
  const owners = models.get(model)?.ownerFields ?? []
  return owners.some(({ name, returnsLastPart }) => name === fieldName && returnsLastPart)
}

function isFollowed({ decision, about, isShown }: AskedQuestion): boolean {
  const isLeftOut = decision.reason === 'left-out-of-mutation-result'
  return isShown ?? (decision.effect !== 'deny' && about !== undefined && !isLeftOut)
}

function itemFact({ about }: AskedQuestion): Facts {
  return { item: about === undefined ? 'missing' : 'stored' }
}

function sourceFact({ fromMutation = false }: AskedQuestion): Facts {
  return { source: fromMutation ? 'mutation' : 'query' }
}

function ownerArguments(given: Item): Item {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => name !== 'filter' && isThere(value)),
  )
}

function isGivenFilter({ filter }: Item): boolean {
  return isObject(filter) && Object.keys(filter).length > 0
}

function isRootType(name: string): boolean {
  return name === 'Query' || name === 'Mutation' || name === 'Subscription'
}
