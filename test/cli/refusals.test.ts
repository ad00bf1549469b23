import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'

import { newFolder, repository, runCommand, runSandbox } from '../running-sandbox.ts'

const definition = join(repository, 'seed/amplify/data/resource.ts')

/** What people get wrong, as they call it in a folder that holds these files. */
const files: Readonly<Record<string, string>> = {
  'broken.ts': 'export const data =',
  'no-data.ts': 'export const x = 1',
  'no-json.json': '{\n  "Todo": [',
  'unknown-model.json': '{ "Tdo": [{ "id": "1" }] }',
  'no-claims.json': '{ "alice": { "claim": {} } }',
  'foreign-outputs.json': '{ "auth": {} }',
}

interface Mistake {
  readonly title: string
  readonly args: readonly string[]
  readonly code: number
  readonly says: string
}

const mistakes: readonly Mistake[] = [
  {
    title: 'a definition that is not there',
    args: ['start', 'nowhere.ts', '--memory'],
    code: 3,
    says: 'nowhere.ts: no such file; name your definition, as in "amplite start amplify/data/resource.ts"',
  },
  {
    title: "an issuer whose tokens could be anybody's",
    args: ['start', '--memory', '--issuer', 'http://team.example'],
    code: 2,
    says: '--issuer "http://team.example" is no issuer; give its address as its tokens have it in iss: https://…, or http://… on this machine',
  },
  {
    title: 'no definition in a folder that has none',
    args: [],
    code: 3,
    says: 'amplify/data/resource.ts: no such file; name your definition, as in "amplite start amplify/data/resource.ts"',
  },
  {
    title: 'a definition that is no TypeScript',
    args: ['start', 'broken.ts', '--memory'],
    code: 3,
    says: 'broken.ts:1:20: Unexpected end of file',
  },
  {
    title: 'a definition without defineData',
    args: ['start', 'no-data.ts', '--memory'],
    code: 3,
    says: 'no-data.ts: no export comes from defineData (it exports x); write "export const data = defineData({ schema })"',
  },
  {
    title: 'an option that does not exist',
    args: ['start', definition, '--prot', '4000'],
    code: 2,
    says: 'unknown option "--prot"; did you mean "--port"?; "amplite help" lists them',
  },
  {
    title: 'an option without its value',
    args: ['start', definition, '--port'],
    code: 2,
    says: 'option "--port <value>" argument missing; "amplite help" shows how',
  },
  {
    title: 'an option with a value too many',
    args: ['start', definition, '--memory=yes'],
    code: 2,
    says: 'option "--memory" does not take an argument; "amplite help" shows how',
  },
  {
    title: 'a command that does not exist',
    args: ['strat'],
    code: 2,
    says: 'unknown command "strat"; did you mean "start"?; "amplite help" lists them',
  },
  {
    title: 'exec without a command',
    args: ['exec', 'npm', 'test'],
    code: 2,
    says: 'what is to be run? "amplite exec" takes the command behind "--", as in "amplite exec -- npm test"',
  },
  {
    title: 'a command behind something else',
    args: ['start', '--', 'npm', 'test'],
    code: 2,
    says: 'only "amplite exec", "amplite coverage" and "amplite mutate" take a command behind "--", as in "amplite exec -- npm test"',
  },
  {
    title: 'two definitions',
    args: ['start', definition, 'other.ts'],
    code: 2,
    says: '"amplite start" takes one definition, but "other.ts" stands behind it',
  },
  {
    title: 'a port that is no number',
    args: ['start', definition, '--port', 'http'],
    code: 2,
    says: '--port "http" is no port; give a number from 0 (any free one) to 65535',
  },
  {
    title: 'an address for other machines without a token for the sandbox API',
    args: ['start', definition, '--host', '0.0.0.0'],
    code: 2,
    says: '--host "0.0.0.0" lets other machines in; add --admin-token T, which guards the sandbox API',
  },
  {
    title: 'personas that are not there',
    args: ['start', definition, '--memory', '--personas', 'nobody.json'],
    code: 3,
    says: `nobody.json cannot be read: ENOENT: no such file or directory, open 'FOLDER/nobody.json'; name another with --personas FILE`,
  },
  {
    title: 'personas that are not JSON',
    args: ['start', definition, '--memory', '--personas', 'no-json.json'],
    code: 3,
    says: 'no-json.json:2: the personas cannot be read: Unexpected end of file in JSON',
  },
  {
    title: 'a persona with a slip',
    args: ['start', definition, '--memory', '--personas', 'no-claims.json'],
    code: 3,
    says: 'no-claims.json: persona "alice": there is no key "claim"; did you mean "claims"?',
  },
  {
    title: 'a seed that is not JSON',
    args: ['start', definition, '--memory', '--seed', 'no-json.json'],
    code: 3,
    says: 'no-json.json:2: is not JSON; repair the file',
  },
  {
    title: 'a seed with items of an unknown model',
    args: ['start', definition, '--memory', '--seed', 'unknown-model.json'],
    code: 3,
    says: 'seed: model "Tdo": is not in the definition; did you mean "Todo"?',
  },
  {
    title: 'a data folder that is a file',
    args: ['start', definition, '--data', 'broken.ts'],
    code: 2,
    says: `FOLDER/broken.ts: items cannot be kept here (EEXIST: file already exists, mkdir 'FOLDER/broken.ts'); choose another folder with --data, or keep nothing with --memory`,
  },
  {
    title: 'outputs for a host that is none',
    args: ['outputs', definition, '--host', 'https://10.0.2.2'],
    code: 2,
    says: '--host "https://10.0.2.2" is no host; give a name or an address, as in --host 10.0.2.2',
  },
  {
    title: 'outputs where the file of a deployed backend stands',
    args: ['start', definition, '--memory', '--port', '0', '--outputs', 'foreign-outputs.json'],
    code: 2,
    says: 'outputs file "FOLDER/foreign-outputs.json" was not written by amplite and is left as it is; choose another with --outputs FILE',
  },
  {
    title: 'a token for nobody',
    args: ['token', 'alcie', definition],
    code: 2,
    says: 'there is no persona "alcie"; did you mean "alice"?; there are alice, bob, mona, noclaim',
  },
]

/** Fills a new folder; what a refused command leaves there beyond these files is a fault. */
function filledFolder(t: Parameters<typeof newFolder>[0]): string {
  const folder = newFolder(t)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

for (const { title, args, code, says } of mistakes) {
  test(`one sentence on stderr and exit code ${code}: ${title}`, async (t) => {
    const folder = filledFolder(t)

    const ended = await runCommand(t, args, { cwd: folder })

    const stderr = `amplite: ${says.replaceAll('FOLDER', folder)}\n`
    assert.deepEqual(ended, { code, stdout: '', stderr })
    assert.deepEqual(readdirSync(folder).toSorted(), Object.keys(files).toSorted())
  })
}

test('with --json the sentence is a line of JSON with its code', async (t) => {
  const folder = filledFolder(t)

  const ended = await runCommand(t, ['start', 'nowhere.ts', '--json'], { cwd: folder })

  const line: unknown = JSON.parse(ended.stderr)
  assert.deepEqual([ended.code, ended.stdout], [3, ''])
  assert.equal(ended.stderr.split('\n').length, 2)
  assert.deepEqual(line, {
    event: 'error',
    code: 'DEFINITION_NOT_FOUND',
    message:
      'nowhere.ts: no such file; name your definition, as in "amplite start amplify/data/resource.ts"',
  })
})

test('a port that somebody else has is not taken by another name', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const folder = newFolder(t)

  const args = ['start', definition, '--data', folder, '--port', `${port}`]
  const ended = await runCommand(t, args)

  assert.deepEqual(ended, {
    code: 2,
    stdout: '',
    stderr: `amplite: port ${port} on 127.0.0.1 cannot be used: another process listens there ("lsof -i :${port}" names it); stop it, or choose another with --port N (0 takes any free one)\n`,
  })
  const again = await runSandbox(t, [definition, '--data', folder])
  assert.equal(again.ready.event, 'ready')
})

test('a second sandbox on the same items is told who has them', async (t) => {
  const folder = newFolder(t)
  const first = await runSandbox(t, [definition, '--data', folder])

  const second = await runCommand(t, ['start', definition, '--port', '0', '--data', folder])

  assert.deepEqual(second, {
    code: 2,
    stdout: '',
    stderr: `amplite: ${folder}/items.lock: the items are in use by process ${first.pid}; stop it or choose another folder with --data, or delete this file if no sandbox runs\n`,
  })
  assert.equal((await fetch(`${first.ready.url}/ping`)).status, 200)
})

test('items that were broken by hand are named, and left as they are', async (t) => {
  const folder = newFolder(t)
  writeFileSync(join(folder, 'items.json'), '{ "Todo": [')

  const ended = await runCommand(t, ['start', definition, '--port', '0', '--data', folder])

  assert.deepEqual(ended, {
    code: 3,
    stdout: '',
    stderr: `amplite: ${folder}/items.json:1: is not JSON; repair the file, or delete it to start without items\n`,
  })
})

for (const [issuer, stderr] of [
  ['[1]', 'amplite.config.json: "issuer" has to be a string or list of strings, not [1]'],
  [
    '["https://a.example", "https://b@c.example"]',
    '--issuer "https://b@c.example" is no issuer; give its address as its tokens have it in iss: https://…, or http://… on this machine',
  ],
] as const) {
  test(`issuers in amplite.config.json: ${issuer}`, async (t) => {
    const cwd = newFolder(t)
    writeFileSync(join(cwd, 'amplite.config.json'), `{ "issuer": ${issuer} }`)

    const ended = await runCommand(t, ['start', definition], { cwd })

    assert.deepEqual(ended, { code: 2, stdout: '', stderr: `amplite: ${stderr}\n` })
  })
}

test('a setting in amplite.config.json that does not exist is named', async (t) => {
  const folder = newFolder(t)
  writeFileSync(join(folder, 'amplite.config.json'), '{ "prot": 4000 }')

  const ended = await runCommand(t, ['start', definition], { cwd: folder })

  const stderr = 'amplite: amplite.config.json: there is no setting "prot"; did you mean "port"?\n'
  assert.deepEqual(ended, { code: 2, stdout: '', stderr })
})

for (const [dataSources, stderr] of [
  ['"x"', '"dataSources" has to be an object, not "x"'],
  ['{ "n": "https://x" }', '"dataSources": "n" has to be { "http": "https://…" }, not "https://x"'],
  [
    '{ "n": { "http": "x" } }',
    '"dataSources": "n" has to be { "http": "https://…" }, not {"http":"x"}',
  ],
] as const) {
  test(`data sources in amplite.config.json: ${dataSources}`, async (t) => {
    const folder = newFolder(t)
    writeFileSync(join(folder, 'amplite.config.json'), `{ "dataSources": ${dataSources} }`)

    const ended = await runCommand(t, ['start', definition], { cwd: folder })

    assert.deepEqual(ended, {
      code: 2,
      stdout: '',
      stderr: `amplite: amplite.config.json: ${stderr}\n`,
    })
  })
}
