import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJwt } from 'jose'
import * as client from 'openid-client'

import { createClock, epochSeconds } from '../../emulator/clock.ts'
import { openBrowser } from './browser.ts'
import { alice, choose, discover, login, startIssuer, visit } from './issuer-fixture.ts'

test('client credentials: the token speaks of the client, which never signed in', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  const config = await discover(running.issuer)

  const tokens = await client.clientCredentialsGrant(config, { scope: 'todos/read todos/write' })

  const { jti, iat = 0, ...claims } = decodeJwt(tokens.access_token)
  assert.equal(typeof jti, 'string')
  assert.ok(Math.abs(iat - epochSeconds(clock)) <= 5)
  assert.deepEqual(claims, {
    iss: running.issuer,
    aud: 'client-id',
    azp: 'client-id',
    client_id: 'client-id',
    sub: 'client-id',
    scope: 'todos/read todos/write',
    exp: iat + 3600,
  })
  assert.deepEqual([tokens.id_token, tokens.refresh_token], [undefined, undefined])
})

test('client credentials: a persona with the name of the client gives it claims and age', async () => {
  const clock = createClock()
  const claims = { sub: 'robot', user_groups: ['robots'], level: 7 }
  const persona = { name: 'second-id', claims, issuedSecondsAgo: 60 }
  await using running = await startIssuer(clock, { personas: () => [persona] })
  const config = await discover(running.issuer, 'second-id')

  const tokens = await client.clientCredentialsGrant(config)

  const { sub, user_groups: groups, level, iat = 0 } = decodeJwt(tokens.access_token)
  assert.deepEqual({ sub, user_groups: groups, level }, claims)
  assert.ok(epochSeconds(clock) - iat >= 60)
  assert.equal(tokens.expires_in, 3540)
})

const audiences = [
  { parameters: {}, aud: 'client-id' },
  { parameters: { audience: 'https://api.example.com/' }, aud: 'https://api.example.com/' },
  { parameters: { audience: 'my api, so named' }, aud: 'my api, so named' },
  { parameters: { resource: 'https://api.example.com' }, aud: 'https://api.example.com' },
]

for (const { parameters, aud } of audiences) {
  test(`a request with ${JSON.stringify(parameters)} gets an access token for ${aud}, an ID token for the client`, async () => {
    await using running = await startIssuer(createClock())

    const { config, tokens } = await login(
      running.issuer,
      { persona: 'alice' },
      { parameters: { ...parameters, scope: 'openid todos/read' } },
    )
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')

    for (const { access_token: token, id_token: idToken = '' } of [tokens, renewed]) {
      const access = decodeJwt(token)
      assert.deepEqual([access.aud, access['azp']], [aud, 'client-id'])
      assert.equal(access['scope'], 'openid todos/read')
      assert.deepEqual(
        [decodeJwt(idToken).aud, decodeJwt(idToken)['azp']],
        ['client-id', 'client-id'],
      )
    }
  })
}

test('client credentials name their API, too', async () => {
  await using running = await startIssuer(createClock())
  const config = await discover(running.issuer)

  const tokens = await client.clientCredentialsGrant(config, { audience: 'the-api' })

  assert.equal(decodeJwt(tokens.access_token).aud, 'the-api')
})

test('a device is signed in by the code that it shows and a persona', async () => {
  await using running = await startIssuer(createClock())
  const config = await discover(running.issuer)
  const asked = await client.initiateDeviceAuthorization(config, { scope: 'openid profile' })
  const browser = openBrowser()

  const wrong = await visit(browser, `${asked.verification_uri}?user_code=nothing`)
  const page = await visit(browser, asked.verification_uri_complete ?? '')
  const done = await choose(browser, page.url, { persona: 'alice', issuedSecondsAgo: 30 })
  const tokens = await client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0 })

  assert.match(wrong.page?.html ?? '', /the code was not found\. Type the code/)
  assert.match(done.page?.html ?? '', /Your device goes on by itself now/)
  const { sub, user_id: userId } = decodeJwt(tokens.access_token)
  assert.deepEqual({ sub, user_id: userId }, { sub: 'sub-alice', user_id: 'alice' })
  assert.equal(decodeJwt(tokens.id_token ?? '').aud, 'client-id')
  assert.equal(tokens.expires_in, 3570)
})

test('a device waits until somebody chose, and hears of it when nobody does', async () => {
  await using running = await startIssuer(createClock())
  const config = await discover(running.issuer)
  const asked = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
  const poll = async (): Promise<unknown> => {
    const response = await fetch(`${running.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: asked.device_code,
        client_id: 'client-id',
      }),
    })
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null && 'error' in body ? body.error : body
  }
  const browser = openBrowser()

  const waiting = await poll()
  const page = await visit(browser, asked.verification_uri_complete ?? '')
  await choose(browser, page.url, { abort: true })
  const refused = await poll()

  assert.deepEqual([waiting, refused], ['authorization_pending', 'access_denied'])
})

test('introspection tells the claims of an access token while it is good', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  const { config, tokens } = await login(running.issuer, { persona: 'alice' })

  const active = await client.tokenIntrospection(config, tokens.access_token)
  const refresh = await client.tokenIntrospection(config, tokens.refresh_token ?? '')
  const spoilt = await client.tokenIntrospection(config, `${tokens.access_token}x`)
  clock.moveTo(3601)
  const late = await client.tokenIntrospection(config, tokens.access_token)

  assert.deepEqual(
    { ...active },
    { ...decodeJwt(tokens.access_token), active: true, token_type: 'Bearer' },
  )
  assert.deepEqual(
    [refresh.active, refresh.sub, refresh.client_id],
    [true, 'sub-alice', 'client-id'],
  )
  assert.deepEqual([{ ...spoilt }, { ...late }], [{ active: false }, { active: false }])
})

test('a revoked refresh token renews nothing', async () => {
  await using running = await startIssuer(createClock())
  const { config, tokens } = await login(running.issuer, { persona: 'alice' })
  const refreshToken = tokens.refresh_token ?? ''

  await client.tokenRevocation(config, refreshToken)

  await assert.rejects(client.refreshTokenGrant(config, refreshToken), { error: 'invalid_grant' })
  const { active } = await client.tokenIntrospection(config, refreshToken)
  assert.equal(active, false)
})

test('nobody revokes the token of another client', async () => {
  await using running = await startIssuer(createClock())
  const { config, tokens } = await login(running.issuer, { persona: 'alice' })
  const other = await discover(running.issuer, 'second-id')

  await client.tokenRevocation(other, tokens.refresh_token ?? '')
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')

  assert.equal(renewed.claims()?.sub, alice.claims['sub'])
})

test('a refresh token is good more than once, and may ask for less', async () => {
  await using running = await startIssuer(createClock())
  const { config, tokens } = await login(running.issuer, { persona: 'alice' })
  const refreshToken = tokens.refresh_token ?? ''

  const first = await client.refreshTokenGrant(config, refreshToken, { scope: 'openid' })
  const second = await client.refreshTokenGrant(config, refreshToken)

  assert.equal(decodeJwt(first.access_token)['scope'], 'openid')
  assert.equal(decodeJwt(second.access_token)['scope'], 'openid profile email')
})
