import { loadActiveToShow } from '../active-mutant.ts'
import { explainDecision } from '../authorization/explain.ts'
import { explanationLines } from '../authorization/explanation-lines.ts'
import { createClock } from '../clock.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import type { FieldDecision } from '../graphql/context.ts'
import { askableOperations, operationDocument } from '../graphql/request-document.ts'
import type { AskableOperation } from '../graphql/request-document.ts'
import { showFieldDecision } from '../graphql/show-decision.ts'
import { tablesOf } from '../graphql/tables-of.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import { holdersByName } from '../identity/credentials.ts'
import { signRequest } from '../identity/sign-request.ts'
import { createSigningKeys } from '../issuer/signing-keys.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { Model } from '../model/definition.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { Item } from '../model/item.ts'
import type { TokenMode } from '../model/modes.ts'
import { isNumericScalar } from '../model/scalars.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import { createMemoryStore } from '../store/memory-store.ts'
import { createWorld } from '../world.ts'
import type { World } from '../world.ts'
import { currentRecords } from './current-records.ts'
import type { Output } from './output.ts'
import type { Command } from './parse-command.ts'

/** `amplite explain bob update Note note-alice`: the request is made on a copy of the items, and every decision is told. */
export async function printExplanation(
  settings: Settings,
  { positionals, mode }: Pick<Command, 'positionals' | 'mode'>,
  output: Output,
): Promise<void> {
  const [persona, operation, model, ...key] = positionals
  if (persona === undefined || operation === undefined || model === undefined) {
    throw usage(
      'explain needs a persona, an operation and a model, as in "amplite explain bob update Note note-alice"; apiKey, guest, authenticated and admin count as personas',
    )
  }
  const world = await copyOfWorld(settings)
  const decisions = await ask(world, { persona, mode, operation, model, key })
  if (settings.json) {
    return output.line(JSON.stringify(decisions.map(showFieldDecision)))
  }
  for (const line of decisions.flatMap(decisionLines)) output.line(line)
  return undefined
}

async function copyOfWorld(settings: Settings): Promise<World> {
  const loaded = await loadActiveToShow(settings.definition, settings)
  const [personas, records, keys] = await Promise.all([
    readPersonas(settings),
    currentRecords(settings),
    createSigningKeys(),
  ])
  const store = createMemoryStore()
  await store.replaceRecords([...tablesOf(loaded.definition).values()], records)
  return createWorld({
    ...loaded,
    store,
    clock: createClock(),
    keys,
    issuer: 'http://127.0.0.1/oidc',
    personas,
  })
}

interface Question {
  readonly persona: string
  /** Of the persona's token. */
  readonly mode: TokenMode | undefined
  readonly operation: string
  readonly model: string
  /** Values of the key, in the order of the identifier. */
  readonly key: readonly string[]
}

async function ask(world: World, question: Question): Promise<readonly FieldDecision[]> {
  const model = findNamed('model', question.model, world.definition().models)
  const { name: operation } = findNamed('operation', question.operation, operations)
  const item = keyItem(model, operation, question.key)
  const { query, variables } = operationDocument(model, operation, {
    definition: world.definition(),
    item,
    request: {},
  })
  const notes: RequestNotes = { decisions: [] }
  const body = JSON.stringify({ query, variables })
  const headers = { ...json, ...(await credentialsOf(world, question, body)) }
  const response = await world.api().fetch(url, { method: 'POST', headers, body }, { notes })
  if (notes.refusal !== undefined) {
    const { status, message, detail } = notes.refusal
    throw usage(
      `the request is refused as a whole, ${status} ${message.replace(/\.$/, '')}: ${detail}`,
    )
  }
  if (notes.decisions.length === 0)
    throw usage(`the request came to no decision: ${await response.text()}`)
  return notes.decisions
}

const url = 'http://127.0.0.1/graphql'
const json = { 'content-type': 'application/json' }

/** The headers of a persona's token, or of a caller that is no persona: the API key, a signature. */
async function credentialsOf(
  world: World,
  { persona: name, mode }: Question,
  body: string,
): Promise<Record<string, string>> {
  const isPersona = world.personas().some((persona) => persona.name === name)
  const holder = isPersona ? undefined : holdersByName.get(name)
  if (!isPersona && name === 'apiKey') return { 'x-api-key': world.apiKey ?? '' }
  if (holder !== undefined) {
    return signRequest({ url, headers: json, body }, world.credentials.issue(holder), world.clock)
  }
  const persona = findNamed('persona', name, world.personas())
  if (persona.mode === 'apiKey') return { 'x-api-key': world.apiKey ?? '' }
  return { authorization: (await mintToken({ persona, mode, omit: [] }, world.stamper)).token }
}

function findNamed<Named extends { readonly name: string }>(
  kind: string,
  word: string,
  known: readonly Named[],
): Named {
  const found = known.find(({ name }) => name === word)
  if (found !== undefined) return found
  const names = known.map(({ name }) => name)
  throw usage(
    `there is no ${kind} "${word}"${didYouMean(word, names)}; there are ${names.join(', ')}`,
  )
}

const operations = askableOperations.map((name) => ({ name }))
const withoutItem: readonly AskableOperation[] = ['create', 'list']

function keyItem(
  { name, identifier, fields }: Model,
  operation: AskableOperation,
  key: readonly string[],
): Item {
  if (withoutItem.includes(operation)) return {}
  if (key.length !== identifier.length) {
    throw usage(
      `"${operation}" needs the key of a ${name}: ${identifier.join(', ')} (${key.length} of ${identifier.length} given)`,
    )
  }
  const isNumber = (field: string): boolean =>
    fields.some(({ name: one, type }) => one === field && isNumericScalar(type))
  return Object.fromEntries(
    identifier.map((field, index) => [field, isNumber(field) ? Number(key[index]) : key[index]]),
  )
}

function decisionLines({ decision, fieldName, parentType, key }: FieldDecision): readonly string[] {
  const explanation = explainDecision(decision)
  const of = key === undefined ? '' : ` ${JSON.stringify(key)}`
  return [
    `${parentType}.${fieldName}${of}: ${decision.effect}, ${explanation.because}`,
    ...explanationLines(explanation, placeText),
  ]
}

function usage(message: string): EmulatorError {
  return new EmulatorError('USAGE', message)
}
