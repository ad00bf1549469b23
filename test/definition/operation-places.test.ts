import assert from 'node:assert/strict'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'

const resource = `import { a, defineData } from '@aws-amplify/backend'

const models = a.schema({
  Post: a.model({
    comments: a.hasMany('Comment', 'postId').authorization((allow) => [
      allow.authenticated('oidc'),
    ]),
  }),
  Comment: a.model({ postId: a.id(), post: a.belongsTo('Post', 'postId') }),
  like: a.mutation().returns(a.ref('Post')).handler(a.handler.function('likeFn')),
}).authorization((allow) => [allow.owner('oidc')])

const operations = a.schema({
  say: a.query()
    .returns(a.string())
    .authorization((allow) => [
      allow.group('Admins', 'oidc'),
      allow.authenticated('oidc'),
    ])
    .handler(a.handler.function('sayFn')),
  echo: a.query()
    .returns(a.string())
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './echo.js' })),
})

export const data = defineData({
  schema: a.combine([models, operations]),
  authorizationModes: {
    defaultAuthorizationMode: 'oidc',
    oidcAuthorizationMode: { oidcProviderName: 'corp', oidcIssuerUrl: 'https://idp.example' },
  },
})
`

test('operations stand where their first rule is written, and each rule at its own place', async (t) => {
  const file = write(t, resource)

  const { operations } = await loadDefinition(file)

  const places = operations.map(({ name, place, rules }) => ({
    name,
    place: lineAndColumn(place),
    rules: rules.map((rule) => lineAndColumn(rule.place)),
  }))
  assert.deepEqual(places, [
    { name: 'like', place: '11:36', rules: ['11:36'] },
    { name: 'say', place: '17:13', rules: ['17:13', '18:13'] },
    { name: 'echo', place: '23:38', rules: [] },
  ])
})

test('rules of relations stand at their places', async (t) => {
  const file = write(t, resource)

  const { models } = await loadDefinition(file)

  const rules = models.flatMap(({ fields }) => fields.flatMap((field) => field.rules))
  assert.deepEqual(rules, [
    { strategy: 'private', provider: 'oidc', place: { file, line: 6, column: 13 } },
  ])
})

function lineAndColumn(place: { line: number; column: number } | undefined): string {
  return place === undefined ? 'nowhere' : `${place.line}:${place.column}`
}

/** A module in a new folder that goes with the test. */
function write(t: TestContext, text: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplite-places-')))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'resource.ts')
  writeFileSync(file, text)
  writeFileSync(join(folder, 'echo.js'), '')
  return file
}
