import type { AnswerWord } from '../analysis/answer-word.ts'
import type { Witness } from '../analysis/witness.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import type { Identity } from '../identity/identity.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import { isObject } from '../model/is-object.ts'
import { enabledModes } from '../model/modes.ts'
import type { Item } from '../model/item.ts'
import { askApi } from './ask-api.ts'
import { readAnswer } from './read-answer.ts'
import type { HttpAnswer } from './read-answer.ts'
import type { Records } from '../store/store.ts'
import { trialEvent } from './trial-event.ts'
import { trialItem } from './trial-item.ts'
import type { TrialModel } from './trial-item.ts'
import { trialRelation } from './trial-relation.ts'
import { trialRequest } from './trial-request.ts'
import type { Untried } from './trial-request.ts'
import { storeItems } from './trial-world.ts'
import type { TrialWorld } from './trial-world.ts'

/** What one version really answered. */
export interface Tried {
  readonly word: AnswerWord
  readonly answer?: HttpAnswer
}

/** A witness, put to every version. */
export interface Trial {
  readonly stored?: Item
  readonly request: Pick<GraphQLDocument, 'query' | 'variables'>
  readonly tried: readonly Tried[]
}

/** Puts the request of a witness to each version, on an item made for it; says why where one request cannot show it. */
export async function tryWitness(
  witness: Witness,
  worlds: readonly TrialWorld[],
): Promise<Trial | Untried> {
  const known = trialModel(witness, worlds)
  if (known === undefined) return untriedSubject(witness)
  const isStored = witness.study.name !== 'create' && witness.asked.facts['item'] !== 'missing'
  const stored = isStored ? trialItem(known, witness) : undefined
  if (witness.study.name === 'listen') return trialEvent(witness, { known, worlds })
  if (witness.study.name.startsWith('follow ')) {
    const relation = trialRelation(known, witness)
    if ('untried' in relation) return relation
    return askAll(worlds, { witness, stored: undefined, ...relation })
  }
  const request = trialRequest(known, witness)
  if ('untried' in request) return request
  const records = stored === undefined ? {} : { [known.model.name]: [stored] }
  return askAll(worlds, { witness, request, stored, records })
}

async function askAll(worlds: readonly TrialWorld[], asking: Asking): Promise<Trial | Untried> {
  const tried: Tried[] = []
  for (const version of worlds) {
    const one = await ask(version, asking)
    if ('untried' in one) return one
    tried.push(one)
  }
  const { request, stored } = asking
  const { query, variables } = request
  return { request: { query, variables }, tried, ...(stored === undefined ? {} : { stored }) }
}

function untriedSubject({ subject }: Witness): Untried {
  return subject.kind === 'operation'
    ? { untried: 'its handler is code of yours, which is not run here' }
    : { untried: 'only the lock file knows the model, and it does not hold its fields' }
}

/** The newest version that has the model says how to ask for it. */
function trialModel({ subject }: Witness, worlds: readonly TrialWorld[]): TrialModel | undefined {
  const known = worlds.flatMap(({ definition }) =>
    definition.models
      .filter(({ name }) => name === subject.name)
      .map((model) => ({ definition, model })),
  )
  return known.at(-1)
}

interface Asking {
  readonly witness: Witness
  readonly request: GraphQLDocument
  readonly stored: Item | undefined
  /** All that is there, by model. */
  readonly records: Records
}

async function ask(
  version: TrialWorld,
  { witness, request, stored, records }: Asking,
): Promise<Tried | Untried> {
  const { identity } = witness.asked
  if (!enabledModes(version.definition.modes).includes(identity.mode)) return { word: '401' }
  const refused = await storeItems(version, records)
  if (refused !== undefined) return refused
  const answer = await send(version, identity, request)
  const predicted =
    witness.predicted[
      witness.subject.sides.findIndex(({ policies }) => policies === version.policy.models)
    ]
  const word = readAnswer(answer, { witness, request, stored, predicted })
  if (typeof word !== 'string') return word
  return { word: word === 'allow' ? await withOwners(version, witness, request) : word, answer }
}

/** Owner fields of a created item that the request did not send were filled in. */
async function withOwners(
  { world, policy }: TrialWorld,
  witness: Witness,
  { variables }: GraphQLDocument,
): Promise<AnswerWord> {
  if (witness.study.name !== 'create') return 'allow'
  const [created = {}] = (await world.store.records())[witness.subject.name] ?? []
  const owners = policy.models.get(witness.subject.name)?.ownerFields ?? []
  const filled = owners
    .map(({ name }) => name)
    .filter(
      (name) => name in created && !(isObject(variables['input']) && name in variables['input']),
    )
    .filter((name) => created[name] !== null)
  return filled.length === 0 ? 'allow' : `allow, sets ${filled.toSorted().join(', ')}`
}

/** A token or key proves who asks where the sandbox can give one; the others are taken as proved. */
async function send(
  { world }: TrialWorld,
  identity: Identity,
  document: GraphQLDocument,
): Promise<HttpAnswer> {
  const isProved = identity.mode !== 'oidc' && identity.mode !== 'apiKey'
  const headers = await proofOf(world, identity)
  return askApi(world, document, isProved ? { headers, identity } : { headers })
}

async function proofOf(
  world: TrialWorld['world'],
  identity: Identity,
): Promise<Record<string, string>> {
  if (identity.mode === 'apiKey') return { 'x-api-key': world.apiKey ?? '' }
  if (identity.mode !== 'oidc') return {}
  const { token } = await mintToken(
    { mode: 'oidc', claims: identity.claims, omit: [] },
    world.stamper,
  )
  return { authorization: token }
}
