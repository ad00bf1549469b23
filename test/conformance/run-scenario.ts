import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createFrozenClock } from '../../emulator/clock.ts'
import { loadPolicy } from '../../emulator/load-policy.ts'
import type { LoadedPolicy } from '../../emulator/load-policy.ts'
import type { SigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { mintToken } from '../../emulator/issuer/stamp-token.ts'
import { createMemoryStore } from '../../emulator/store/memory-store.ts'
import { createWorld } from '../../emulator/world.ts'
import type { World } from '../../emulator/world.ts'
import type { Answer } from './normalise.ts'
import type { Caller, Scenario, Step } from './scenario.ts'

const startMs = Date.parse('2030-01-01T00:00:00.000Z')

/** Sends one step at a time to our own stack, in process; each answer may be used by later steps. */
export async function openScenario(
  scenario: Scenario,
  keys: SigningKeys,
): Promise<(step: Step) => Promise<Answer>> {
  const loaded = await loadSchema(scenario)
  const world = await createWorld({
    ...loaded,
    store: createMemoryStore(),
    clock: createFrozenClock(startMs),
    keys,
    issuer: 'http://127.0.0.1/oidc',
  })
  await fillStore(world, scenario)

  const answers: Answer[] = []
  return async ({ as, op, variables }) => {
    const caller = scenario.identities[as]
    if (caller === undefined) throw new Error(`the scenario has no identity "${as}"`)
    const body = { query: op, variables: fillIn(variables, answers) }
    const answer = await ask(world, caller, body)
    answers.push(answer)
    return answer
  }
}

/** Loads the schema through the front door: from files of a project that exists only for that. */
async function loadSchema({ schema, authModes }: Scenario): Promise<LoadedPolicy> {
  const folder = await mkdtemp(join(tmpdir(), 'amplite-conformance-'))
  try {
    const modes = JSON.stringify(modesOf(authModes))
    if (typeof schema === 'string') {
      const modesFile = join(folder, 'modes.json')
      await writeFile(join(folder, 'schema.graphql'), schema)
      await writeFile(modesFile, modes)
      return await loadPolicy(join(folder, 'schema.graphql'), { modesFile })
    }
    const needsAuth = authModes.additional?.includes('userPool') === true
    if (needsAuth) await writeModule(join(folder, 'auth'), 'export const auth = {}')
    const file = await writeModule(join(folder, 'data'), resourceText(schema.gen2, modes))
    return await loadPolicy(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeModule(folder: string, text: string): Promise<string> {
  await mkdir(folder)
  await writeFile(join(folder, 'resource.ts'), text)
  return join(folder, 'resource.ts')
}

function resourceText(schema: string, modes: string): string {
  return `import { a, defineData } from '@aws-amplify/backend'
export const data = defineData({ schema: ${schema}, authorizationModes: ${modes} })
`
}

function modesOf({ default: defaultMode, additional = [] }: Scenario['authModes']): object {
  const names = [defaultMode, ...additional]
  return {
    defaultAuthorizationMode: defaultMode,
    ...(names.includes('apiKey') ? { apiKeyAuthorizationMode: {} } : {}),
    ...(names.includes('oidc')
      ? {
          oidcAuthorizationMode: { oidcProviderName: 'p', oidcIssuerUrl: 'https://issuer.example' },
        }
      : {}),
  }
}

/** Past the rules and past the seed file's manners: an attribute that is null stays null, an absent one absent. */
async function fillStore(world: World, { seed = {} }: Scenario): Promise<void> {
  const now = new Date(startMs).toISOString()
  const { models } = world.definition()
  const records = Object.entries(seed).map(([model, items]) => [
    model,
    items.map((item) => ({ __typename: model, createdAt: now, updatedAt: now, ...item })),
  ])
  await world.store.replaceRecords(models, Object.fromEntries(records))
}

async function ask(world: World, caller: Caller, body: object): Promise<Answer> {
  const response = await world.api().fetch('http://127.0.0.1/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await credentialsOf(world, caller)) },
    body: JSON.stringify(body),
  })
  const { data = null, errors } = (await response.json()) as Partial<Answer>
  return { status: response.status, data, ...(errors === undefined ? {} : { errors }) }
}

async function credentialsOf(world: World, caller: Caller): Promise<Record<string, string>> {
  if (caller.mode === 'apiKey') return { 'x-api-key': world.apiKey ?? 'da2-none' }
  const { claims } = caller
  const { token } = await mintToken({ mode: 'oidc', claims, omit: [] }, world.stamper)
  return { authorization: token }
}

/** `{{steps.0.data.createTodo.id}}` is that part of an earlier answer, null when there is none. */
function fillIn(value: unknown, answers: readonly Answer[]): unknown {
  if (typeof value === 'string') {
    const path = /^\{\{steps\.(.+)\}\}$/.exec(value)?.[1]
    return path === undefined ? value : partOf(answers, path.split('.'))
  }
  if (Array.isArray(value)) return value.map((element) => fillIn(element, answers))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, fillIn(child, answers)]),
  )
}

function partOf(answers: readonly Answer[], path: readonly string[]): unknown {
  let part: unknown = answers
  for (const name of path) {
    if (typeof part !== 'object' || part === null) return null
    part = Reflect.get(part, name)
  }
  return part ?? null
}
