import { parse } from 'graphql'

import type { Witness } from '../analysis/witness.ts'
import type { MutationEvent } from '../graphql/events.ts'
import { operationDocument } from '../graphql/request-document.ts'
import type { GraphQLDocument } from '../graphql/request-document.ts'
import { rootFieldName } from '../graphql/types/names.ts'
import { enabledModes } from '../model/modes.ts'
import { isNumericScalar } from '../model/scalars.ts'
import { trialItem, trialKey } from './trial-item.ts'
import type { TrialModel } from './trial-item.ts'
import type { Untried } from './trial-request.ts'
import { storeItems } from './trial-world.ts'
import type { TrialWorld } from './trial-world.ts'
import type { Trial, Tried } from './try-witness.ts'

/** Subscribes in each version, then lets a principal past all rules change the item: is it heard? */
export async function trialEvent(
  witness: Witness,
  { known, worlds }: { readonly known: TrialModel; readonly worlds: readonly TrialWorld[] },
): Promise<Trial | Untried> {
  const operation = (['update', 'delete'] as const).find((name) => isThere(known, name))
  if (operation === undefined) return { untried: 'no mutation changes an item that is there' }
  const request = subscription(known, witness, operation)
  const tried: Tried[] = []
  for (const version of worlds) {
    const one = await hear(version, { witness, known, request, operation })
    if ('untried' in one) return one
    tried.push(one)
  }
  const { query, variables } = request
  return { stored: trialItem(known, witness), request: { query, variables }, tried }
}

const listeners = { update: 'onUpdate', delete: 'onDelete' } as const

function isThere({ model }: TrialModel, operation: 'update' | 'delete'): boolean {
  return !model.disabled.includes(operation) && !model.disabled.includes(listeners[operation])
}

function subscription(
  { model }: TrialModel,
  { asked }: Witness,
  operation: 'update' | 'delete',
): GraphQLDocument {
  const fieldName = rootFieldName(listeners[operation], model.name)
  const [key = 'id'] = model.identifier
  const type = model.fields.find(({ name }) => name === key)?.type
  const none = type !== undefined && isNumericScalar(type) ? '-1' : '"nothing"'
  const given = [
    ...Object.entries(asked.given).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ...(asked.facts['clientFilter'] === 'given' ? [`filter: { ${key}: { ne: ${none} } }`] : []),
  ]
  const written = given.length === 0 ? '' : `(${given.join(', ')})`
  return { fieldName, query: `subscription { ${fieldName}${written} { ${key} } }`, variables: {} }
}

interface Hearing {
  readonly witness: Witness
  readonly known: TrialModel
  readonly request: GraphQLDocument
  readonly operation: 'update' | 'delete'
}

async function hear(version: TrialWorld, hearing: Hearing): Promise<Tried | Untried> {
  const { witness, known, request } = hearing
  const { world, definition } = version
  const { identity } = witness.asked
  if (!enabledModes(definition.modes).includes(identity.mode)) return { word: '401' }
  const asked = await world.subscribe({ document: parse(request.query), identity })
  if ('errors' in asked)
    return { word: asked.errors.some(({ path }) => (path ?? []).length > 0) ? 'refuse' : 'gone' }

  const refused = await storeItems(version, {
    [known.model.name]: [trialItem(known, witness)],
  })
  if (refused !== undefined) return refused
  const events: MutationEvent[] = []
  const stop = world.events.listen((event) => events.push(event))
  await change(version, hearing)
  stop()
  return { word: events.some((event) => asked.hears(event)) ? 'hear' : 'not hear' }
}

/** The mutation selects all that roles look at: what it leaves out no subscription sees. */
async function change({ world, definition }: TrialWorld, hearing: Hearing): Promise<void> {
  const { witness, known, operation } = hearing
  const model = definition.models.find(({ name }) => name === known.model.name) ?? known.model
  const { query, variables } = operationDocument(model, operation, {
    definition,
    item: trialKey(known, witness),
    request: { fields: [...new Set([...model.identifier, ...selectable(hearing, world)])] },
  })
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  }
  const identity = { mode: 'iam', principal: 'non-cognito' } as const
  await world.api().fetch('http://127.0.0.1/graphql', init, { identity })
}

function selectable({ witness }: Hearing, world: TrialWorld['world']): readonly string[] {
  const declared = world.definition().models.find(({ name }) => name === witness.subject.name)
  const owners = witness.subject.sides.flatMap(({ policy }) =>
    policy?.model === declared ? (policy?.ownerFields ?? []) : [],
  )
  const known = new Set([
    ...(declared?.fields ?? []).map(({ name }) => name),
    ...owners.map(({ name }) => name),
  ])
  return Object.keys(witness.asked.attributes).filter((name) => known.has(name))
}
