import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createClock } from '../../emulator/clock.ts'
import { openBrowser } from './browser.ts'
import { authorization, choose, discover, login, startIssuer } from './issuer-fixture.ts'

const unknownClient =
  'client "client-ip" does not match clientId "client-id|second-id" of the definition; the ids are "client-id", "second-id"; did you mean "client-id"?'

test('discovery names the issuer and every address below it', async () => {
  await using running = await startIssuer(createClock())

  const metadata = (await discover(running.issuer)).serverMetadata()

  assert.equal(metadata.issuer, running.issuer)
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256'])
  assert.deepEqual(metadata.response_types_supported, ['code'])
  assert.deepEqual(metadata.id_token_signing_alg_values_supported, ['RS256'])
  assert.deepEqual(metadata['response_modes_supported'], ['form_post', 'fragment', 'query'])
  assert.deepEqual(metadata.grant_types_supported?.toSorted(), [
    'authorization_code',
    'client_credentials',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:device_code',
  ])
  assert.deepEqual(metadata.token_endpoint_auth_methods_supported, [
    'none',
    'client_secret_basic',
    'client_secret_post',
  ])
  const addresses = [
    metadata.authorization_endpoint,
    metadata.token_endpoint,
    metadata.jwks_uri,
    metadata.userinfo_endpoint,
    metadata.end_session_endpoint,
    metadata.introspection_endpoint,
    metadata.revocation_endpoint,
    metadata.device_authorization_endpoint,
  ]
  const paths = [
    'auth',
    'token',
    'jwks',
    'me',
    'session/end',
    'token/introspection',
    'token/revocation',
    'device/auth',
  ]
  assert.deepEqual(
    addresses,
    paths.map((path) => `${running.issuer}/${path}`),
  )
})

test('the published key set is the public half of the signing key', async () => {
  await using running = await startIssuer(createClock())

  const response = await fetch(`${running.issuer}/jwks`)

  assert.deepEqual(await response.json(), running.keys.jwks())
})

test('an unknown client gets a page that names it and the ids that there are', async () => {
  await using running = await startIssuer(createClock())
  const { url } = await authorization(await discover(running.issuer, 'client-ip'))

  const stop = await openBrowser().follow(url, () => false)
  const json = await fetch(url, { headers: { accept: 'application/json' } })

  assert.equal(stop.page?.status, 400)
  assert.ok(stop.page?.html.includes(unknownClient.replaceAll('"', '&quot;')))
  const body: unknown = await json.json()
  assert.ok(typeof body === 'object' && body !== null && 'error_description' in body)
  assert.equal(body.error_description, unknownClient)
})

test('an unknown client at the token endpoint reads the same sentence', async () => {
  await using running = await startIssuer(createClock())
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: 'x',
    client_id: 'client-ip',
  })

  const response = await fetch(`${running.issuer}/token`, { method: 'POST', body })

  assert.equal(response.status, 401)
  assert.deepEqual(await response.json(), {
    error: 'invalid_client',
    error_description: unknownClient,
  })
})

const foreignUris = [
  'https://app.example.com/callback',
  'http://localhost.example.com/',
  'http://localhost@example.com/',
  'http://user:word@localhost/',
  'http://192.168.0.7:3000/',
  'http://app.localhost.example.com/',
  'javascript:alert(1)',
  'data:text/html,hello',
  'file:///etc/passwd',
  'myapp://callback#fragment',
  'not a uri',
]

for (const uri of foreignUris) {
  test(`a sign-in is not sent to ${uri}`, async () => {
    await using running = await startIssuer(createClock())
    const { url } = await authorization(await discover(running.issuer), { redirect_uri: uri })

    const response = await openBrowser().send(url, { headers: { accept: 'application/json' } })

    assert.equal(response.status, 400)
    const body: unknown = await response.json()
    assert.ok(typeof body === 'object' && body !== null && 'error_description' in body)
    assert.equal(
      body.error_description,
      `redirect_uri "${uri}" is not on this machine; the sandbox sends browsers back to http://localhost, http://127.0.0.1 or http://[::1], any port and path, or an app's own scheme such as myapp://callback`,
    )
  })
}

const allowedUris = [
  'http://localhost/',
  'http://localhost:5173/any/path',
  'http://127.0.0.1:3000/callback',
  'http://[::1]:8080/',
  'https://localhost:3000/callback',
  'http://shop.localhost:3000/callback',
  'http://127.0.0.2/callback',
  'myapp://callback',
  'com.example.app:/oauth',
  'exp://127.0.0.1:8081/--/callback',
]

for (const uri of allowedUris) {
  test(`a sign-in is sent back to ${uri}`, async () => {
    await using running = await startIssuer(createClock())
    const config = await discover(running.issuer)
    const { url, redeem } = await authorization(config, { redirect_uri: uri })
    const browser = openBrowser()
    const isBack = (address: string): boolean => !address.startsWith(running.issuer)

    const page = await browser.follow(url, isBack)
    const answer = await browser.send(page.url, {
      method: 'POST',
      body: '{"persona":"alice"}',
    })
    const { returnTo }: { returnTo?: string } = await answer.json()
    const back = await browser.follow(returnTo ?? '', isBack)

    assert.ok(back.url.startsWith(uri))
    const tokens = await redeem(back.url)
    assert.equal(tokens.token_type, 'bearer')
  })
}

test('a page on any port of this machine may fetch tokens, a foreign one may not', async () => {
  await using running = await startIssuer(createClock())
  const { tokens } = await login(running.issuer, { persona: 'alice' })
  const refresh = (origin: string): Promise<Response> =>
    fetch(`${running.issuer}/token`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: tokens.refresh_token ?? '',
        client_id: 'client-id',
      }),
    })

  const local = await refresh('http://localhost:5173')
  const foreign = await refresh('https://app.example.com')

  assert.equal(local.status, 200)
  assert.equal(local.headers.get('access-control-allow-origin'), 'http://localhost:5173')
  assert.equal(foreign.status, 400)
  assert.equal(foreign.headers.get('access-control-allow-origin'), null)
})

for (const path of ['token', 'me']) {
  test(`a browser may ask beforehand whether it may call ${path}`, async () => {
    await using running = await startIssuer(createClock())
    const headers = {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    }

    const response = await fetch(`${running.issuer}/${path}`, { method: 'OPTIONS', headers })

    assert.equal(response.status, 204)
    assert.equal(response.headers.get('access-control-allow-origin'), 'http://localhost:5173')
    assert.equal(response.headers.get('access-control-allow-headers'), 'authorization')
  })
}

test('text of a request is never HTML on the error page', async () => {
  await using running = await startIssuer(createClock())
  const { url } = await authorization(await discover(running.issuer, '<script>alert(1)</script>'))

  const stop = await openBrowser().follow(url, () => false)

  const html = stop.page?.html ?? ''
  assert.ok(html.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
  assert.ok(!html.includes('<script'))
})

test('two sandboxes on one machine keep their sessions apart in one browser', async () => {
  await using one = await startIssuer(createClock())
  await using two = await startIssuer(createClock())
  const browser = openBrowser()
  const { config } = await login(one.issuer, { persona: 'alice' }, { browser })
  await login(two.issuer, { persona: 'late' }, { browser })

  const { url } = await authorization(config, { prompt: 'none' })
  const back = await browser.follow(url, (address) => address.startsWith('http://localhost:4321'))

  assert.ok(new URL(back.url).searchParams.has('code'))
})

test('a code is for the client that asked for it', async () => {
  await using running = await startIssuer(createClock())
  const browser = openBrowser()
  const { url } = await authorization(await discover(running.issuer))
  const page = await browser.follow(url, () => false)
  const back = await choose(browser, page.url, { persona: 'alice' })

  const response = await fetch(`${running.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(back.url).searchParams.get('code') ?? '',
      redirect_uri: 'http://localhost:4321/callback',
      code_verifier: 'x'.repeat(43),
      client_id: 'second-id',
    }),
  })

  assert.equal(response.status, 400)
})
