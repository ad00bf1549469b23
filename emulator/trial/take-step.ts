import { parse } from 'graphql'

import type { ProofAnswer, ProofCaller, ProofRequest, ProofStep } from '../analysis/lint/proof.ts'
import { epochSeconds } from '../clock.ts'
import type { MutationEvent } from '../graphql/events.ts'
import type { Identity } from '../identity/identity.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import type { Item } from '../model/item.ts'
import { askApi } from './ask-api.ts'
import type { ShownCaller } from './ask-api.ts'
import type { HttpAnswer } from './read-answer.ts'
import { changeDocument, stepDocument } from './step-document.ts'
import { stepAnswer } from './step-answer.ts'
import { sampleItem } from './trial-item.ts'
import type { TrialWorld } from './trial-world.ts'

/** Takes one step of a proof in a world, and says what came of it in the words of the proof. */
export async function takeStep(version: TrialWorld, step: ProofStep): Promise<ProofAnswer> {
  if (step.stored !== undefined) await putItems(version, step.stored)
  if (step.ask.operation === 'listen' || step.ask.operation === 'subscribe')
    return hear(version, step, step.ask)
  const document = stepDocument(version, step.ask, await version.world.store.records())
  const answer = await askApi(version.world, document, await shownBy(version, step.caller))
  return stepAnswer(answer, { ...step, document, stored: await storedBy(version, answer, step) })
}

async function putItems({ world, definition }: TrialWorld, stored: Records): Promise<void> {
  const records = Object.entries(stored).map(([name, items]) => {
    const model = definition.models.find((one) => one.name === name)
    if (model === undefined) throw new Error(`a proof stores items of "${name}", which is no model`)
    return [
      name,
      items.map((item, at) => sampleItem({ model, definition }, item, String(at + 1))),
    ] as const
  })
  await world.store.replaceRecords(world.tables(), Object.fromEntries(records))
}

type Records = NonNullable<ProofStep['stored']>

/** The item that a create or update wrote: the last one of its model, or the one with the key that was answered. */
async function storedBy(
  { world }: TrialWorld,
  { data }: HttpAnswer,
  { ask }: ProofStep,
): Promise<Item | undefined> {
  if (data === null || (ask.operation !== 'create' && ask.operation !== 'update')) return undefined
  const items = (await world.store.records())[ask.model] ?? []
  return ask.operation === 'create' ? items.at(-1) : items[0]
}

/** What shows who asks; AWS credentials and answers of a Lambda authorizer are taken as shown. */
async function shownBy({ world }: TrialWorld, caller: ProofCaller): Promise<ShownCaller> {
  if (caller.mode === 'apiKey') return { headers: { 'x-api-key': world.apiKey ?? '' } }
  if (!('claims' in caller)) return { headers: {}, identity: caller }

  const { audience, issuedAgo = 0, authenticatedAgo = 0, lifetime, without } = caller.token ?? {}
  const now = epochSeconds(world.clock)
  const { token } = await mintToken(
    {
      mode: caller.mode,
      claims: caller.claims,
      issuedAt: now - issuedAgo,
      authTime: now - authenticatedAgo,
      expiresAt: lifetime === undefined ? undefined : now - issuedAgo + lifetime,
      audience,
      omit: without ?? [],
    },
    world.stamper,
  )
  return { headers: { authorization: token } }
}

/** The same caller past the door: sockets are opened with the tokens of requests. */
function identityOf(caller: ProofCaller): Identity {
  if (!('claims' in caller)) return caller
  return { mode: caller.mode, issuer: '', claims: caller.claims }
}

type Listening = Extract<ProofRequest, { operation: 'listen' | 'subscribe' }>

async function hear(version: TrialWorld, step: ProofStep, ask: Listening): Promise<ProofAnswer> {
  const { world } = version
  const { query, variables } = stepDocument(version, ask, await world.store.records())
  const identity = identityOf(step.caller)
  const asked = await world.subscribe({ document: parse(query), variables, identity })
  if ('errors' in asked) return { status: 'refused', heard: false }
  if (ask.operation === 'subscribe') return { status: 'ok', heard: false }

  const events: MutationEvent[] = []
  const stop = world.events.listen((event) => events.push(event))
  const change = changeDocument(version, ask, await world.store.records())
  await askApi(world, change, { headers: {}, identity: { mode: 'iam', principal: 'non-cognito' } })
  stop()
  return { status: 'ok', heard: events.some((event) => asked.hears(event)) }
}
