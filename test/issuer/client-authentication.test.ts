import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as client from 'openid-client'

import { createClock } from '../../emulator/clock.ts'
import { openBrowser } from './browser.ts'
import {
  authorization,
  choose,
  discover,
  knownClients,
  redirectUri,
  startIssuer,
  visit,
} from './issuer-fixture.ts'

/** How a client of openid-client proves itself at the token endpoint. */
const proofs: readonly { title: string; auth: client.ClientAuth }[] = [
  { title: 'without a secret', auth: client.None() },
  { title: 'with a secret in the header', auth: client.ClientSecretBasic('any secret: at all') },
  { title: 'with a secret in the body', auth: client.ClientSecretPost('s3cret') },
]

for (const { title, auth } of proofs) {
  for (const usesPkce of [true, false]) {
    test(`a client ${title} ${usesPkce ? 'and with' : 'and without'} PKCE gets and renews its tokens`, async () => {
      await using running = await startIssuer(createClock())
      const options = { execute: [client.allowInsecureRequests] }
      const url = new URL(running.issuer)
      const config = await client.discovery(url, 'second-id', {}, auth, options)
      const verifier = client.randomPKCECodeVerifier()
      const challenge = await client.calculatePKCECodeChallenge(verifier)
      const request = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: 'of-mine',
        login_hint: 'alice',
        ...(usesPkce ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
      })

      const back = await visit(openBrowser(), request.href)
      const checks = {
        expectedState: 'of-mine',
        ...(usesPkce ? { pkceCodeVerifier: verifier } : {}),
      }
      const tokens = await client.authorizationCodeGrant(config, new URL(back.url), checks)
      const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')

      assert.equal(tokens.claims()?.sub, 'sub-alice')
      assert.equal(renewed.claims()?.aud, 'second-id')
    })
  }
}

test('whoever sends a challenge is held to it', async () => {
  await using running = await startIssuer(createClock())
  const config = await discover(running.issuer)
  const { url } = await authorization(config, { login_hint: 'alice' })
  const back = await visit(openBrowser(), url)
  const code = new URL(back.url).searchParams.get('code') ?? ''
  const redeem = (verifier: Record<string, string>): Promise<Response> =>
    fetch(`${running.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        client_id: 'client-id',
        ...verifier,
      }),
    })

  const missing = await redeem({})
  const wrong = await redeem({ code_verifier: 'x'.repeat(43) })

  for (const response of [missing, wrong]) {
    assert.equal(response.status, 400)
    const body: unknown = await response.json()
    assert.ok(typeof body === 'object' && body !== null && 'error' in body)
    assert.equal(body.error, 'invalid_grant')
  }
})

test('the challenge method "plain" is refused', async () => {
  await using running = await startIssuer(createClock())
  const config = await discover(running.issuer)
  const { url } = await authorization(config, { code_challenge_method: 'plain' })

  const back = await visit(openBrowser(), url)

  assert.equal(new URL(back.url).searchParams.get('error'), 'invalid_request')
})

test('a client that proves itself by an assertion is told what the sandbox takes', async () => {
  await using running = await startIssuer(createClock())
  const response = await fetch(`${running.issuer}/token`, {
    method: 'POST',
    headers: { authorization: 'Bearer something' },
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'client-id' }),
  })

  assert.equal(response.status, 400)
  assert.deepEqual(await response.json(), {
    error: 'invalid_request',
    error_description: 'invalid authorization header value format',
  })
})

const patterns: readonly { clientId: string | undefined; id: string; isServed: boolean }[] = [
  { clientId: 'web|mobile', id: 'web', isServed: true },
  { clientId: 'web|mobile', id: 'mobile', isServed: true },
  { clientId: 'web|mobile', id: 'web|mobile', isServed: false },
  { clientId: 'web|app-\\d+', id: 'app-17', isServed: true },
  { clientId: 'web|app-\\d+', id: 'app-x', isServed: false },
  { clientId: 'app-\\d+', id: 'amplite', isServed: true },
  { clientId: '.*', id: 'anything', isServed: true },
  { clientId: undefined, id: 'anything', isServed: true },
]

for (const { clientId, id, isServed } of patterns) {
  test(`clientId ${JSON.stringify(clientId)} ${isServed ? 'serves' : 'refuses'} client "${id}"`, async () => {
    await using running = await startIssuer(createClock(), {
      clients: () => knownClients(clientId),
    })
    const config = await discover(running.issuer, id)
    const { url, redeem } = await authorization(config)
    const browser = openBrowser()

    const page = await visit(browser, url)

    assert.equal(page.page?.status, isServed ? 200 : 400)
    if (!isServed) return
    const back = await choose(browser, page.url, { persona: 'alice' })
    assert.equal((await redeem(back.url)).claims()?.aud, id)
  })
}

test('an edited clientId holds from the next request on', async () => {
  let clientId = 'old'
  await using running = await startIssuer(createClock(), { clients: () => knownClients(clientId) })
  const { url } = await authorization(await discover(running.issuer, 'new'))

  const before = await visit(openBrowser(), url)
  clientId = 'new'
  const after = await visit(openBrowser(), url)

  assert.deepEqual([before.page?.status, after.page?.status], [400, 200])
})
