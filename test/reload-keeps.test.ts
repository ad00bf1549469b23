import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { decodeJwt } from 'jose'
import * as client from 'openid-client'

import { ask, call, tokenFor } from './ask.ts'
import { createProject, resourcePath, resourceText } from './definition/project.ts'
import { openBrowser } from './issuer/browser.ts'
import { authorization, discover, login, visit } from './issuer/issuer-fixture.ts'
import { runSandbox } from './running-sandbox.ts'
import type { RunningSandbox } from './running-sandbox.ts'

const owned = "authorization((allow) => [allow.owner('oidc').identityClaim('user_id')])"
const note = `Note: a.model({ text: a.string() }).${owned}`
const page = `Page: a.model({ text: a.string() }).${owned}`
const keyed = `Note: a.model({ text: a.string() }).authorization((allow) => [allow.publicApiKey()])`

/** A definition of these models, for tokens of this client. */
function definitionOf(models: readonly string[], clientId = 'first', more = ''): string {
  return resourceText(
    `const schema = a.schema({ ${models.join(', ')} })`,
    `{ defaultAuthorizationMode: 'oidc', ${more}
      oidcAuthorizationMode: { oidcProviderName: 'p', oidcIssuerUrl: 'https://example.com', clientId: '${clientId}',
        tokenExpiryFromAuthInSeconds: 300, tokenExpireFromIssueInSeconds: 600 } }`,
  )
}

interface Edited {
  readonly sandbox: RunningSandbox
  /** The API key in the written outputs. */
  keyInOutputs(): unknown
  /** Saves the definition and waits until the sandbox has said what came of it. */
  save(text: string): Promise<{ readonly event: string; readonly warnings?: readonly string[] }>
}

async function startEdited(t: TestContext, text: string): Promise<Edited> {
  const root = createProject(t, {
    [resourcePath]: text,
    'personas.json': '{ "alice": { "claims": { "sub": "sub-alice", "user_id": "alice" } } }',
  })
  const sandbox = await runSandbox(t, ['--watch', '--data', join(root, 'kept')], { cwd: root })
  let lines = 1
  return {
    sandbox,
    keyInOutputs: () =>
      JSON.parse(readFileSync(join(root, 'kept/amplify_outputs.json'), 'utf8')).data.api_key,
    save: async (next) => {
      writeFileSync(join(root, resourcePath), next)
      return JSON.parse(await sandbox.line(++lines))
    },
  }
}

const listNotes = '{ listNotes { items { text owner } } }'
const aliceNote = { data: { listNotes: { items: [{ text: 'x', owner: 'alice' }] } } }

async function createNote(sandbox: RunningSandbox): Promise<string> {
  const token = await tokenFor(sandbox, { persona: 'alice' })
  await ask(sandbox, { token, query: 'mutation { createNote(input: { text: "x" }) { id } }' })
  return token
}

async function bodyOf(sandbox: RunningSandbox, token: string, query = listNotes): Promise<unknown> {
  return (await ask(sandbox, { token, query })).body
}

test('items and tokens outlive a reload, and a new model is there at once', async (t) => {
  const { sandbox, save } = await startEdited(t, definitionOf([note]))
  const token = await createNote(sandbox)

  const { event } = await save(definitionOf([note, page]))

  assert.equal(event, 'reloaded')
  assert.deepEqual(await bodyOf(sandbox, token), aliceNote)
  const query = 'mutation { createPage(input: { text: "y" }) { owner } }'
  assert.deepEqual(await bodyOf(sandbox, token, query), {
    data: { createPage: { owner: 'alice' } },
  })
})

test('a model that is taken out and put back has its items again', async (t) => {
  const { sandbox, save } = await startEdited(t, definitionOf([note, page]))
  const token = await createNote(sandbox)

  await save(definitionOf([page]))
  const without = await ask(sandbox, { token, query: listNotes })
  await ask(sandbox, { token, query: 'mutation { createPage(input: { text: "y" }) { id } }' })
  await save(definitionOf([note, page]))

  assert.match(JSON.stringify(without.body), /FieldUndefined: Field 'listNotes'/)
  assert.deepEqual(await bodyOf(sandbox, token), aliceNote)
})

test('who is signed in stays so: session and refresh token outlive a reload', async (t) => {
  const { sandbox, save } = await startEdited(t, definitionOf([note]))
  await createNote(sandbox)
  const browser = openBrowser()
  const { issuer } = sandbox.ready
  const { tokens } = await login(issuer, { persona: 'alice' }, { browser, clientId: 'first' })

  await save(definitionOf([note, page]))

  const config = await discover(issuer, 'first')
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
  const { url, redeem } = await authorization(config)
  const back = await visit(browser, url)
  const again = await redeem(back.url)
  assert.deepEqual(await bodyOf(sandbox, renewed.access_token), aliceNote)
  assert.deepEqual(await bodyOf(sandbox, again.access_token), aliceNote)
})

test('another clientId counts at once: new sign-ins are for it, tokens of the old one are refused', async (t) => {
  const { sandbox, save } = await startEdited(t, definitionOf([note], 'first'))
  const old = await createNote(sandbox)
  const signedIn = await login(sandbox.ready.issuer, { persona: 'alice' }, { clientId: 'first' })

  await save(definitionOf([note], 'second'))

  const minted = await tokenFor(sandbox, { persona: 'alice' })
  const { tokens } = await login(sandbox.ready.issuer, { persona: 'alice' }, { clientId: 'second' })
  const { config } = signedIn
  const renewal = client.refreshTokenGrant(config, signedIn.tokens.refresh_token ?? '')
  await assert.rejects(renewal, { error: 'invalid_client' })
  assert.equal(decodeJwt(minted).aud, 'second')
  assert.deepEqual(await bodyOf(sandbox, minted), aliceNote)
  assert.deepEqual(await bodyOf(sandbox, tokens.access_token), aliceNote)
  for (const token of [old, signedIn.tokens.access_token]) {
    assert.equal((await ask(sandbox, { token, query: listNotes })).status, 401)
  }
  const { body } = await call(sandbox, '/definition')
  assert.match(JSON.stringify(body), /"clientIds":\["second"\]/)
})

test('a clientId that no client of the sandbox fits is warned of', async (t) => {
  const { save } = await startEdited(t, definitionOf([note]))

  const { event, warnings } = await save(definitionOf([note], '[0-9]+'))

  assert.equal(event, 'reloaded')
  assert.match(warnings?.join('\n') ?? '', /^clientId "\[0-9\]\+" names no plain id/)
})

test('items that have no key under a new identifier are warned of, and kept', async (t) => {
  const { sandbox, save } = await startEdited(t, definitionOf([note]))
  const token = await createNote(sandbox)
  const elsewise = `Note: a.model({ sku: a.string().required() }).identifier(['sku']).${owned}`

  const { event, warnings } = await save(definitionOf([elsewise]))
  await save(definitionOf([note]))

  assert.equal(event, 'reloaded')
  assert.equal(warnings?.length, 1)
  assert.match(warnings[0] ?? '', /model "Note", item 1: key attribute "sku" is /)
  assert.deepEqual(await bodyOf(sandbox, token), aliceNote)
})

test('an API key mode that is added has its key in the outputs, and the same one when it comes again', async (t) => {
  const { sandbox, save, keyInOutputs } = await startEdited(t, definitionOf([note]))
  assert.equal(keyInOutputs(), undefined)
  const withKey = definitionOf([keyed], 'first', 'apiKeyAuthorizationMode: { expiresInDays: 7 },')

  await save(withKey)
  const key = String(keyInOutputs())
  const query = '{ listNotes { items { text } } }'
  const answer = await ask(sandbox, { query, headers: { 'x-api-key': key } })
  await save(definitionOf([note]))
  const gone = keyInOutputs()
  await save(withKey)

  assert.match(key, /^da2-[0-9a-f]{26}$/)
  assert.deepEqual(answer.body, { data: { listNotes: { items: [] } } })
  assert.deepEqual([gone, keyInOutputs()], [undefined, key])
})

test('other limits on the age of tokens count at once', async (t) => {
  const { sandbox, save } = await startEdited(t, definitionOf([note]))
  const token = await tokenFor(sandbox, {
    persona: 'alice',
    authTime: Math.floor(Date.now() / 1000) - 200,
  })
  const before = await ask(sandbox, { token, query: listNotes })

  await save(
    definitionOf([note]).replace(
      'tokenExpiryFromAuthInSeconds: 300',
      'tokenExpiryFromAuthInSeconds: 100',
    ),
  )

  assert.deepEqual(
    [before.status, (await ask(sandbox, { token, query: listNotes })).status],
    [200, 401],
  )
})
