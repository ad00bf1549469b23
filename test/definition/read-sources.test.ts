import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { placeOfKeys, readSources } from '../../emulator/definition/read-sources.ts'
import type { WrittenSource } from '../../emulator/definition/written-source.ts'

const moduleText = `import { a, defineData } from '@aws-amplify/backend'

const oidc = {
  oidcProviderName: 'p', // the team's
  oidcIssuerUrl: "https://issuer.example", clientId: 'client.id', /* two
  lines */
}
const Post = a.model({ 'title': a.string() })
// "clientId: 'not this one'"
export const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [
    allow
      .owner('oidc') // é 😀
      .identityClaim('user_id'),
    allow.authenticated('oidc').to(['read']), allow.publicApiKey(),
  ]),
  Post,
  report: a.query().returns(a.string()),
})
export const data = defineData({ schema, authorizationModes: { oidcAuthorizationMode: oidc } })
`

const sdlText = `# Who may do what
type Todo @model @auth(rules: [
  { allow: owner, provider: oidc, identityClaim: "user_id" } # his own
  { allow: private,
    provider: oidc }
]) {
  content: String
  secret: String @auth(rules: [{ allow: owner, provider: oidc }])
}

type Query {
  report: String @function(name: "report") @auth(rules: [{ allow: private, provider: oidc }])
}
`

suite('what stands around rules in a module', () => {
  test('comments, each with where it is and whether it is alone there', async (t) => {
    const { comments } = await readOne(t, 'resource.ts', moduleText)

    assert.deepEqual(
      comments.map(({ text, place, lastLine, isAlone }) => [
        text,
        place.line,
        place.column,
        lastLine,
        isAlone,
      ]),
      [
        ["the team's", 4, 26, 4, false],
        ['two\n  lines', 5, 67, 6, false],
        ['"clientId: \'not this one\'"', 9, 1, 9, true],
        ['é 😀', 13, 22, 13, false],
      ],
    )
  })

  const rules = [
    { at: [13, 8], from: 12, to: 14 },
    { at: [12, 5], from: 12, to: 14 },
    { at: [15, 11], from: 15, to: 15 },
    { at: [4, 3], from: 4, to: 4 },
    { at: [99, 3], from: 99, to: 99 },
  ]
  for (const { at, from, to } of rules) {
    test(`what begins at ${at.join(':')} goes from line ${from} to ${to}`, async (t) => {
      const source = await readOne(t, 'resource.ts', moduleText)
      const [line = 0, column = 0] = at

      assert.deepEqual(source.linesAt({ file: source.file, line, column }), { from, to })
    })
  }

  const keys: readonly (readonly [string, string])[] = [
    ['oidcAuthorizationMode.clientId', '5:44'],
    ['oidcAuthorizationMode.oidcProviderName', '4:3'],
    ['oidcAuthorizationMode.tokenExpireFromIssueInSeconds', '20:64'],
    ['Todo', '11:3'],
    ['Todo.content', '11:19'],
    ['Post.title', '8:24'],
    ['Query.report', '18:3'],
    ['apiKeyAuthorizationMode', 'nowhere'],
  ]
  for (const [path, where] of keys) {
    test(`${path} is written at ${where}`, async (t) => {
      const source = await readOne(t, 'resource.ts', moduleText)

      assert.equal(placeText(source, path), where)
    })
  }
})

suite('what stands around rules in SDL', () => {
  test('comments begin with #', async (t) => {
    const { comments } = await readOne(t, 'schema.graphql', sdlText)

    assert.deepEqual(
      comments.map(({ text, place, isAlone }) => [text, place.line, place.column, isAlone]),
      [
        ['Who may do what', 1, 1, true],
        ['his own', 3, 62, false],
      ],
    )
  })

  test('rules have their places, and their lines', async (t) => {
    const source = await readOne(t, 'schema.graphql', sdlText)
    const { models, operations } = await loadDefinition(source.file)
    const [todo] = models
    const rules = [
      ...(todo?.rules ?? []),
      ...(todo?.fields.flatMap((field) => field.rules) ?? []),
      ...(operations[0]?.rules ?? []),
    ]

    assert.deepEqual(
      rules.map(({ place }) => {
        assert.ok(place)
        assert.equal(place.file, source.file)
        return [place.line, place.column, source.linesAt(place).to]
      }),
      [
        [3, 3, 3],
        [4, 3, 5],
        [8, 32, 8],
        [12, 58, 12],
      ],
    )
  })

  for (const [path, where] of [
    ['Todo', '2:6'],
    ['Todo.secret', '8:3'],
    ['Query.report', '12:3'],
    ['Post.secret', 'nowhere'],
  ] as const) {
    test(`${path} is written at ${where}`, async (t) => {
      assert.equal(placeText(await readOne(t, 'schema.graphql', sdlText), path), where)
    })
  }
})

test('a file of modes has keys', async (t) => {
  const text = '{\n  "oidcAuthorizationMode": {\n    "clientId": "a|b"\n  }\n}'

  assert.equal(
    placeText(await readOne(t, 'modes.json', text), 'oidcAuthorizationMode.clientId'),
    '3:5',
  )
})

test('the file with more of the keys is where they are', async (t) => {
  const outer = await readOne(t, 'resource.ts', 'export const m = { oidcAuthorizationMode }')
  const inner = await readOne(
    t,
    'oidc.ts',
    'export const oidcAuthorizationMode = { clientId: "a" }',
  )
  const whole = await readOne(t, 'w.ts', 'x({ oidcAuthorizationMode: { clientId: "a" } })')
  const keys = ['oidcAuthorizationMode', 'clientId']

  assert.equal(placeOfKeys([outer, inner], keys)?.file, outer.file)
  assert.equal(placeOfKeys([outer, whole], keys)?.file, whole.file)
})

test('files that hold no rules, or are gone, say nothing', async () => {
  assert.deepEqual(await readSources(['/nowhere/resource.ts', '/nowhere/.env']), [])
})

async function readOne(t: TestContext, name: string, text: string): Promise<WrittenSource> {
  const folder = mkdtempSync(join(tmpdir(), 'amplite-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, name)
  writeFileSync(file, text)
  const [source] = await readSources([file])
  assert.ok(source)
  return source
}

function placeText(source: WrittenSource, path: string): string {
  const { line, column } = placeOfKeys([source], path.split('.')) ?? {}
  return line === undefined ? 'nowhere' : `${line}:${column}`
}
