import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { promisify } from 'node:util'

import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as client from 'openid-client'

import { createClock, epochSeconds } from '../../emulator/clock.ts'
import { verifyToken } from '../../emulator/identity/verify-token.ts'
import { openBrowser } from './browser.ts'
import {
  alice,
  authorization,
  choose,
  discover,
  late,
  login,
  startIssuer,
  visit,
} from './issuer-fixture.ts'

const run = promisify(execFile)

test('an app signs in with code and PKCE and gets both tokens with the claims of the persona', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  const before = epochSeconds(clock)

  const { tokens } = await login(running.issuer, { persona: 'alice' })

  const access = decodeJwt(tokens.access_token)
  const { iat = 0, auth_time: authTime, jti } = access
  assert.ok(iat >= before && iat <= epochSeconds(clock))
  assert.ok(typeof authTime === 'number' && authTime >= before && authTime <= iat)
  const times = { iat, exp: iat + 3600, auth_time: authTime }
  const parties = { iss: running.issuer, aud: 'client-id', azp: 'client-id' }
  assert.deepEqual(access, {
    ...parties,
    ...times,
    ...alice.claims,
    jti,
    scope: 'openid profile email',
    client_id: 'client-id',
  })
  const idToken = decodeJwt(tokens.id_token ?? '')
  const { nonce } = idToken
  assert.equal(typeof nonce, 'string')
  const hash = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
  const expected = { ...parties, ...times, ...alice.claims, nonce }
  assert.deepEqual(idToken, { ...expected, at_hash: hash.toString('base64url') })
  assert.deepEqual(decodeProtectedHeader(tokens.access_token), {
    alg: 'RS256',
    typ: 'at+jwt',
    kid: running.keys.kid,
  })
  assert.equal(tokens.expires_in, 3600)
})

test('the access token passes the verifier of the API', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)

  const { tokens } = await login(running.issuer, { persona: 'alice' })
  const verified = await verifyToken(tokens.access_token, {
    issuer: running.issuer,
    clientId: 'client-id',
    authTtlSeconds: 300,
    issueTtlSeconds: 600,
    jwks: running.keys.jwks(),
    now: epochSeconds(clock),
  })

  assert.deepEqual(verified, { ok: true, claims: decodeJwt(tokens.access_token) })
})

test('claims edited on the page replace those of the persona, with any value', async () => {
  await using running = await startIssuer(createClock())
  const claims = { sub: 'someone', user_id: 42, user_groups: { odd: [true, null] } }

  const { tokens } = await login(running.issuer, { persona: 'alice', claims })

  for (const token of [tokens.access_token, tokens.id_token ?? '']) {
    const { sub, user_id: userId, user_groups: groups, email } = decodeJwt(token)
    assert.deepEqual(
      { sub, user_id: userId, user_groups: groups, email },
      {
        ...claims,
        email: undefined,
      },
    )
  }
})

test('a persona without sub is called by its name, and its ages count back from the sign-in', async () => {
  const clock = { now: () => 1_900_000_000_000 }
  await using running = await startIssuer(clock)
  const config = await discover(running.issuer)
  const browser = openBrowser()
  const { url } = await authorization(config)

  const page = await visit(browser, url)
  const back = await choose(browser, page.url, { persona: late.name })

  assert.ok(new URL(back.url).searchParams.has('code'))
  const { tokens } = await login(running.issuer, { persona: late.name })
  const { sub, iat, auth_time: authTime } = decodeJwt(tokens.access_token)
  assert.deepEqual(
    { sub, iat, authTime },
    { sub: 'late', iat: 1_899_999_980, authTime: 1_899_999_699 },
  )
  assert.equal(tokens.expires_in, 3580)
})

test('a refresh renews iat and leaves auth_time and the claims alone', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  const choice = { persona: 'alice', issuedSecondsAgo: 60, signedInSecondsAgo: 120 }
  const { config, tokens } = await login(running.issuer, choice)
  const { jti: _first, iat: firstIat = 0, ...kept } = decodeJwt(tokens.access_token)
  const before = epochSeconds(clock)

  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')

  const { jti: _second, iat = 0, ...claims } = decodeJwt(refreshed.access_token)
  assert.deepEqual(claims, { ...kept, exp: iat + 3600 })
  assert.ok(iat >= before && iat <= epochSeconds(clock))
  assert.ok(firstIat <= before - 59)
  const { auth_time: authTime, user_id: userId } = decodeJwt(refreshed.id_token ?? '')
  assert.deepEqual({ authTime, userId }, { authTime: kept['auth_time'], userId: 'alice' })
})

test('tokens follow the clock of the sandbox, at sign-in and at refresh', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  clock.moveTo(-86_400)
  const signedInAt = epochSeconds(clock)
  const config = await discover(running.issuer, 'client-id', { [client.clockSkew]: -86_400 })
  const { url, redeem } = await authorization(config)
  const browser = openBrowser()
  const page = await visit(browser, url)
  const back = await choose(browser, page.url, { persona: 'alice' })
  const tokens = await redeem(back.url)
  clock.moveTo(86_400)
  const tomorrow = await discover(running.issuer, 'client-id', { [client.clockSkew]: 86_400 })

  const refreshed = await client.refreshTokenGrant(tomorrow, tokens.refresh_token ?? '')

  const { iat = 0, auth_time: authTime = 0 } = decodeJwt(tokens.access_token)
  assert.ok(Math.abs(iat - signedInAt) <= 5 && Math.abs(Number(authTime) - signedInAt) <= 5)
  const { iat: renewed = 0, auth_time: kept } = decodeJwt(refreshed.access_token)
  assert.ok(Math.abs(renewed - epochSeconds(clock)) <= 5)
  assert.equal(kept, authTime)
})

test('userinfo answers the claims of the persona, and 401 without a token', async () => {
  await using running = await startIssuer(createClock())
  const { config, tokens } = await login(running.issuer, { persona: 'alice' })

  const userinfo = await client.fetchUserInfo(config, tokens.access_token, 'sub-alice')
  const anonymous = await fetch(`${running.issuer}/me`, { headers: { origin: 'http://evil.test' } })

  assert.deepEqual({ ...userinfo }, alice.claims)
  assert.equal(anonymous.status, 401)
  assert.equal(anonymous.headers.get('access-control-allow-origin'), null)
  assert.deepEqual(await anonymous.json(), {
    error: 'invalid_token',
    error_description: 'send the access token as authorization: Bearer <token>',
  })
})

test('the sandbox starts its issuer without a word on stdout or stderr', async () => {
  const script = `
    import { createClock } from './emulator/clock.ts'
    import { createIssuer } from './emulator/issuer/issuer.ts'
    import { createSigningKeys } from './emulator/issuer/signing-keys.ts'
    const warn = console.warn
    await createIssuer({ issuer: 'http://127.0.0.1:1/oidc', clients: () => ({ ids: ['a'], clientId: 'a' }), keys: await createSigningKeys(),
      clock: createClock(), personas: () => [], limits: () => ({}), signInPage: () => '' })
    if (console.warn !== warn) throw new Error('the console was left changed')
    console.warn('still heard')`
  const root = new URL('../../', import.meta.url)
  const started = await run(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script],
    {
      cwd: root,
    },
  )

  assert.deepEqual(started, { stdout: '', stderr: 'still heard\n' })
})
