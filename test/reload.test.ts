import assert from 'node:assert/strict'
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { startSandbox } from '../emulator/sandbox.ts'
import type { Sandbox } from '../emulator/sandbox.ts'
import { settle } from '../emulator/settings.ts'
import type { EditEvent } from '../emulator/watch-inputs.ts'
import { createProject, resourcePath, resourceText } from './definition/project.ts'
import type { ProjectFiles } from './definition/project.ts'

/** A definition with this one model. */
const definitionWith = (model: string): string =>
  resourceText(
    `const schema = a.schema({ ${model}: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc')]) })`,
  )
const broken = 'export const data = ('

/** A definition whose model is named in another file. */
const importing = (specifier: string): string =>
  `import { model } from '${specifier}'\n${resourceText(
    `const schema = a.schema({ [model]: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc')]) })`,
  )}`
const naming = (model: string): string => `export const model = '${model}'\n`

interface Watched {
  readonly sandbox: Sandbox
  readonly events: readonly EditEvent[]
  /** The file at this path of the project. */
  at(path: string): string
  write(path: string, text: string): void
  outputs(): unknown
}

async function watchProject(t: TestContext, files: ProjectFiles): Promise<Watched> {
  const root = createProject(t, files)
  const at = (path: string): string => join(root, path)
  const events: EditEvent[] = []
  const outputs = at('amplify_outputs.json')
  const given = { definition: at(resourcePath), port: 0, memory: true, watch: true, outputs }
  const settings = settle(given, { cwd: root, isTerminal: false })
  const sandbox = await startSandbox(settings, (event) => events.push(event))
  t.after(() => sandbox.close())
  return {
    sandbox,
    events,
    at,
    write: (path, text) => {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), text)
    },
    outputs: () => JSON.parse(readFileSync(outputs, 'utf8')),
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries++) await pause(25)
  assert.ok(holds())
}

const modelOf = ({ sandbox }: Watched): string | undefined =>
  sandbox.world.definition().models[0]?.name

test('every save is taken over, a quick second one and one after a broken one too', async (t) => {
  const project = await watchProject(t, { [resourcePath]: definitionWith('First') })

  for (const [round, gapMs] of [45, 50, 55, 60].entries()) {
    project.write(resourcePath, definitionWith(`Quick${round}`))
    await pause(gapMs)
    project.write(resourcePath, definitionWith(`Last${round}`))
    await until(() => modelOf(project) === `Last${round}`)
  }

  project.write(resourcePath, broken)
  await until(() => project.events.at(-1)?.event === 'reload-failed')
  assert.equal(modelOf(project), 'Last3')

  project.write(resourcePath, definitionWith('Mended'))
  await until(() => modelOf(project) === 'Mended')
})

test('of fifty saves within a moment the last one counts', async (t) => {
  const project = await watchProject(t, { [resourcePath]: definitionWith('First') })

  for (let save = 1; save <= 50; save++) {
    project.write(resourcePath, definitionWith(`Save${save}`))
    await pause(3)
  }
  await until(() => modelOf(project) === 'Save50')
  await pause(200)

  assert.equal(modelOf(project), 'Save50')
  assert.deepEqual(
    project.events.filter(({ event }) => event !== 'reloaded'),
    [],
  )
})

const next = definitionWith('Next')

/** How editors and tools save; each ends with the model `Next`. */
const savings: readonly {
  readonly title: string
  readonly files?: ProjectFiles
  readonly save: (project: Watched) => Promise<void> | void
}[] = [
  {
    title: 'a temporary file renamed over it',
    save: ({ at, write }) => {
      write('amplify/data/.resource.ts.tmp', next)
      renameSync(at('amplify/data/.resource.ts.tmp'), at(resourcePath))
    },
  },
  {
    title: 'the old one moved away, the new one written',
    save: ({ at, write }) => {
      renameSync(at(resourcePath), `${at(resourcePath)}~`)
      write(resourcePath, next)
    },
  },
  {
    title: 'emptied, then written a moment later',
    save: async ({ at, write }) => {
      truncateSync(at(resourcePath))
      await pause(100)
      write(resourcePath, next)
    },
  },
  {
    title: 'deleted, and there again later',
    save: async (project) => {
      rmSync(project.at(resourcePath))
      await until(() => project.events.at(-1)?.event === 'reload-failed')
      project.write(resourcePath, next)
    },
  },
  {
    title: 'its whole folder replaced, as on a change of branches',
    save: async ({ at, write }) => {
      cpSync(at('amplify'), at('other'), { recursive: true })
      rmSync(at('amplify'), { recursive: true })
      await pause(100)
      write('other/data/resource.ts', next)
      renameSync(at('other'), at('amplify'))
    },
  },
  {
    title: 'a file that it imports, in another folder',
    files: {
      [resourcePath]: importing('../shared/names'),
      'amplify/shared/names.ts': naming('First'),
    },
    save: ({ write }) => write('amplify/shared/names.ts', naming('Next')),
  },
  {
    title: 'a new import first, the file that it names afterwards',
    save: async (project) => {
      project.write(resourcePath, importing('./names'))
      await until(() => project.events.at(-1)?.event === 'reload-failed')
      project.write('amplify/data/names.ts', naming('Next'))
    },
  },
  {
    title: 'a new import by the name of its output, whose folder comes afterwards',
    save: async (project) => {
      project.write(resourcePath, importing('../more/names.js'))
      await until(() => project.events.at(-1)?.event === 'reload-failed')
      project.write('amplify/more/names.ts', naming('Next'))
    },
  },
  {
    title: 'a new import of a broken file, which is mended afterwards',
    save: async (project) => {
      project.write('amplify/more/names.ts', 'export const (')
      project.write(resourcePath, importing('../more/names'))
      await until(() => project.events.at(-1)?.event === 'reload-failed')
      project.write('amplify/more/names.ts', naming('Next'))
    },
  },
  {
    title: 'a new import of a file that throws, which is mended afterwards',
    save: async (project) => {
      project.write('amplify/more/names.ts', "throw new Error('not yet')")
      project.write(resourcePath, importing('../more/names'))
      await until(() => project.events.at(-1)?.event === 'reload-failed')
      project.write('amplify/more/names.ts', naming('Next'))
    },
  },
]

for (const { title, files = { [resourcePath]: definitionWith('First') }, save } of savings) {
  test(`a save is noticed: ${title}`, async (t) => {
    const project = await watchProject(t, files)

    await save(project)

    await until(() => modelOf(project) === 'Next')
    await until(() => project.events.at(-1)?.event === 'reloaded')
  })
}

test('what else is written beside the definition reloads nothing', async (t) => {
  const project = await watchProject(t, { [resourcePath]: definitionWith('First') })

  project.write('amplify/data/notes.md', 'x')
  project.write('amplify/data/resource.test.ts', 'x')
  project.write('amplify/other/resource.ts', 'x')
  await pause(300)

  assert.deepEqual(project.events, [])
})

test('a broken edit is told once, with its place, and health keeps it until it is mended', async (t) => {
  const project = await watchProject(t, { [resourcePath]: definitionWith('First') })
  const health = async (): Promise<unknown> =>
    (await fetch(`${project.sandbox.urls.sandbox}/health`)).json()
  const before = await health()

  project.write(resourcePath, broken)
  await until(() => project.events.length > 0)
  const during = await health()
  project.write(resourcePath, definitionWith('First'))
  await until(() => project.events.length > 1)
  const after = await health()

  const [fault] = project.events
  assert.ok(fault?.event === 'reload-failed')
  assert.match(fault.message, /amplify\/data\/resource\.ts:1:22: Unexpected end of file$/)
  const error = { code: 'DEFINITION_INVALID', message: fault.message }
  assert.deepEqual(definitionOf(during), { ...definitionOf(before), error })
  assert.deepEqual(
    { ...definitionOf(after), loadedAt: '' },
    { ...definitionOf(before), loadedAt: '' },
  )
})

function definitionOf(health: unknown): object {
  assert.ok(typeof health === 'object' && health !== null && 'definition' in health)
  const { definition } = health
  assert.ok(typeof definition === 'object' && definition !== null)
  return definition
}

test('the outputs follow the definition, and are left alone where nothing in them changes', async (t) => {
  const project = await watchProject(t, { [resourcePath]: definitionWith('First') })
  const models = (): readonly string[] => Object.keys(introspectedModels(project.outputs()))
  assert.deepEqual(models(), ['First'])

  project.write(resourcePath, definitionWith('Second'))
  await until(() => project.events.length === 1)
  assert.deepEqual(models(), ['Second'])

  // Marked as ours, and yet not what would be written: it shows whether it is.
  const touched = JSON.stringify(project.outputs())
  project.write('amplify_outputs.json', touched)
  project.write(resourcePath, broken)
  await until(() => project.events.length === 2)
  assert.equal(readFileSync(project.at('amplify_outputs.json'), 'utf8'), touched)
})

function introspectedModels(outputs: unknown): object {
  const read: { data: { model_introspection: { models: object } } } = JSON.parse(
    JSON.stringify(outputs),
  )
  return read.data.model_introspection.models
}

test('outputs that cannot be written are told, and the new rules are in force all the same', async (t) => {
  const project = await watchProject(t, { [resourcePath]: definitionWith('First') })
  project.write('amplify_outputs.json', '{ "version": "1.5" }')

  project.write(resourcePath, definitionWith('Second'))
  await until(() => project.events.length === 2)

  assert.equal(modelOf(project), 'Second')
  assert.deepEqual(
    project.events.map(({ event }) => event),
    ['reloaded', 'outputs-failed'],
  )
})
