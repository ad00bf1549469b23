import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { EmulatorError } from '../emulator/errors.ts'
import { isPublic, settle } from '../emulator/settings.ts'
import type { GivenSettings } from '../emulator/settings.ts'
import { newFolder } from './running-sandbox.ts'

/** A project folder with these files in it. */
function project(t: TestContext, files: readonly string[]): string {
  const folder = newFolder(t)
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), '{}')
  }
  return folder
}

test('without a word: amplify/data/resource.ts on this machine only, kept in .amplite', (t) => {
  const cwd = project(t, [])

  assert.deepEqual(settle({}, { cwd, isTerminal: false }), {
    definition: join(cwd, 'amplify/data/resource.ts'),
    port: 20002,
    portGiven: false,
    host: '127.0.0.1',
    tls: false,
    issuers: [],
    personasFile: undefined,
    seedFile: undefined,
    dataFolder: join(cwd, '.amplite'),
    watch: false,
    open: false,
    outputsFile: join(cwd, '.amplite/amplify_outputs.json'),
    json: false,
    adminToken: undefined,
    modesFile: undefined,
    dataSources: {},
    lint: {},
  })
})

test('what is given counts, with paths from the folder of the call', (t) => {
  const cwd = project(t, ['personas.json', 'seed.json'])
  const given = {
    dataSources: { prices: { http: 'https://prices.example' } },
    definition: 'api/schema.graphql',
    port: 20002,
    host: '0.0.0.0',
    tls: true,
    issuer: 'https://team.example/dev',
    personas: 'who.yaml',
    seed: '/abs/seed.json',
    data: 'kept',
    watch: true,
    open: true,
    outputs: 'src/amplify_outputs.json',
    json: true,
    adminToken: 't',
    modes: 'modes.json',
    lint: { rules: { 'shadowed-rule': 'off' as const } },
  }

  assert.deepEqual(settle(given, { cwd, isTerminal: false }), {
    definition: join(cwd, 'api/schema.graphql'),
    port: 20002,
    portGiven: true,
    host: '0.0.0.0',
    tls: true,
    issuers: ['https://team.example/dev'],
    personasFile: join(cwd, 'who.yaml'),
    seedFile: '/abs/seed.json',
    dataFolder: join(cwd, 'kept'),
    watch: true,
    open: true,
    outputsFile: join(cwd, 'src/amplify_outputs.json'),
    json: true,
    adminToken: 't',
    modesFile: join(cwd, 'modes.json'),
    dataSources: { prices: { http: 'https://prices.example' } },
    lint: { rules: { 'shadowed-rule': 'off' } },
  })
})

test('--memory keeps nothing, and still says where the outputs go', (t) => {
  const cwd = project(t, [])

  const settings = settle({ memory: true, data: 'kept' }, { cwd, isTerminal: false })

  assert.equal(settings.dataFolder, undefined)
  assert.equal(settings.outputsFile, join(cwd, 'kept/amplify_outputs.json'))
})

test('a definition is watched in a terminal, unless somebody says otherwise', () => {
  const watched = (given: GivenSettings, isTerminal: boolean): boolean =>
    settle(given, { cwd: '/', isTerminal }).watch

  assert.equal(watched({}, true), true)
  assert.equal(watched({ watch: false }, true), false)
  assert.equal(watched({}, false), false)
  assert.equal(watched({ watch: true }, false), true)
})

const personas = [
  {
    title: 'the folder that holds amplify/ goes first',
    files: ['personas.json', 'amplify/data/personas.json'],
    found: 'personas.json',
  },
  {
    title: 'else they stand beside the definition',
    files: ['amplify/data/personas.json'],
    found: 'amplify/data/personas.json',
  },
  {
    title: 'JSON goes before YAML',
    files: ['personas.yaml', 'personas.json'],
    found: 'personas.json',
  },
  { title: 'YAML is found', files: ['personas.yaml'], found: 'personas.yaml' },
  { title: 'YAML by its short name is found', files: ['personas.yml'], found: 'personas.yml' },
  {
    title: 'a folder above the project is not searched',
    files: ['../personas.json'],
    found: undefined,
  },
]

for (const { title, files, found } of personas) {
  test(`personas: ${title}`, (t) => {
    const folder = project(
      t,
      files.map((file) => join('app', file)),
    )
    const cwd = join(folder, 'app')

    const { personasFile } = settle({}, { cwd, isTerminal: false })

    assert.equal(personasFile, found === undefined ? undefined : join(cwd, found))
  })
}

test('the seed is looked for in the same two places, wherever the command is called', (t) => {
  const folder = project(t, ['seed.json', 'other/seed.json'])
  const definition = join(folder, 'amplify/data/resource.ts')
  const sdl = join(folder, 'other/schema.graphql')

  const ofProject = settle({ definition }, { cwd: '/', isTerminal: false })
  const ofSdl = settle({ definition: sdl }, { cwd: '/', isTerminal: false })

  assert.equal(ofProject.seedFile, join(folder, 'seed.json'))
  assert.equal(ofSdl.seedFile, join(folder, 'other/seed.json'))
})

for (const host of ['0.0.0.0', '::', '192.168.0.7', 'example.com', '127.0.0.2', '']) {
  test(`--host "${host}" lets other machines in, so it needs --admin-token`, () => {
    const place = { cwd: '/', isTerminal: false }

    assert.throws(
      () => settle({ host }, place),
      new EmulatorError(
        'USAGE',
        `--host "${host}" lets other machines in; add --admin-token T, which guards the sandbox API`,
      ),
    )
    assert.equal(isPublic(settle({ host, adminToken: 't' }, place)), true)
  })
}

for (const host of ['127.0.0.1', 'localhost', '::1']) {
  test(`--host "${host}" is this machine only`, () => {
    const settings = settle({ host }, { cwd: '/', isTerminal: false })

    assert.deepEqual([settings.host, isPublic(settings)], [host, false])
  })
}
