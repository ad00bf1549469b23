import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as client from 'openid-client'

import { ask } from '../ask.ts'
import { openBrowser } from '../issuer/browser.ts'
import { choose, discover, redirectUri, visit } from '../issuer/issuer-fixture.ts'
import { runSandbox } from '../running-sandbox.ts'

const query = '{ getNote(id: "note-alice") { title } }'
const allowed = { data: { getNote: { title: "Alice's note" } } }

test('a server with a secret signs a user in for an API of its own, and /graphql takes the token by azp', async (t) => {
  const sandbox = await runSandbox(t)
  const options = { execute: [client.allowInsecureRequests] }
  const secret = client.ClientSecretBasic('of the server')
  const issuer = new URL(sandbox.ready.issuer)
  const config = await client.discovery(issuer, 'client-id', {}, secret, options)
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid notes/read',
    audience: 'https://notes.example.com/',
    login_hint: 'alice',
  })

  const back = await visit(openBrowser(), url.href)
  const tokens = await client.authorizationCodeGrant(config, new URL(back.url))
  const answer = await ask(sandbox, { token: tokens.access_token, query })

  assert.equal(tokens.claims()?.sub, 'sub-alice')
  assert.deepEqual([answer.status, answer.body], [200, allowed])
})

test('a device that alice signs in asks as alice', async (t) => {
  const sandbox = await runSandbox(t)
  const config = await discover(sandbox.ready.issuer)
  const asked = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
  const browser = openBrowser()

  const page = await visit(browser, asked.verification_uri_complete ?? '')
  await choose(browser, page.url, { persona: 'alice' })
  const tokens = await client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0 })
  const answer = await ask(sandbox, { token: tokens.access_token, query })

  assert.deepEqual([answer.status, answer.body], [200, allowed])
})

test('a client that speaks for itself never signed in, so an API with an age limit refuses it', async (t) => {
  const sandbox = await runSandbox(t)
  const config = await discover(sandbox.ready.issuer)

  const tokens = await client.clientCredentialsGrant(config)
  const { status, body } = await ask(sandbox, { token: tokens.access_token, query })

  const error = { errorType: 'UnauthorizedException', message: 'Unauthorized' }
  assert.deepEqual([status, body], [401, { errors: [error] }])
})
