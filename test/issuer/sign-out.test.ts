import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createClock } from '../../emulator/clock.ts'
import { openBrowser } from './browser.ts'
import type { Browser, Stop } from './browser.ts'
import { authorization, login, startIssuer, visit } from './issuer-fixture.ts'
import type { Login } from './issuer-fixture.ts'

const app = 'http://localhost:4321/bye'

/** What an app may send; `hint` stands for the ID token. */
const requests: readonly {
  title: string
  parameters: Record<string, string>
  hint?: true
  end: (stop: Stop) => void
}[] = [
  {
    title: 'nothing at all ends on a page',
    parameters: {},
    end: isSignedOutPage,
  },
  {
    title: 'an ID token ends on a page',
    parameters: {},
    hint: true,
    end: isSignedOutPage,
  },
  {
    title: 'an ID token and an address ends there, with the state',
    parameters: { post_logout_redirect_uri: app, state: 'of-mine' },
    hint: true,
    end: ({ url }) => assert.equal(url, `${app}?state=of-mine`),
  },
  {
    title: 'a client and an address ends there',
    parameters: { post_logout_redirect_uri: app, client_id: 'client-id' },
    end: ({ url }) => assert.equal(url, app),
  },
  {
    title: "a client and an app's own scheme ends there",
    parameters: { post_logout_redirect_uri: 'myapp://bye', client_id: 'client-id' },
    end: ({ url }) => assert.equal(url, 'myapp://bye'),
  },
  {
    title: 'an address, and no word of whose it is, ends on a page',
    parameters: { post_logout_redirect_uri: app },
    end: isSignedOutPage,
  },
]

function isSignedOutPage({ page }: Stop): void {
  assert.equal(page?.status, 200)
  assert.ok(page.html.includes('<h1>Signed out</h1>'))
}

async function endSession(
  browser: Browser,
  { config, tokens }: Login,
  { parameters, hint }: (typeof requests)[number],
): Promise<Stop> {
  const url = new URL(config.serverMetadata().end_session_endpoint ?? '')
  const all = { ...parameters, ...(hint ? { id_token_hint: tokens.id_token ?? '' } : {}) }
  url.search = new URLSearchParams(all).toString()
  return browser.follow(url.href, (address) => /^(?:http:\/\/localhost:4321|myapp:)/.test(address))
}

for (const request of requests) {
  test(`signing out with ${request.title}, and the session is over`, async () => {
    await using running = await startIssuer(createClock())
    const browser = openBrowser()
    const signedIn = await login(running.issuer, { persona: 'alice' }, { browser })

    const stop = await endSession(browser, signedIn, request)
    const { url } = await authorization(signedIn.config, { prompt: 'none' })
    const silent = await visit(browser, url)

    request.end(stop)
    assert.equal(new URL(silent.url).searchParams.get('error'), 'login_required')
  })
}

test('signing out twice is no mistake', async () => {
  await using running = await startIssuer(createClock())

  const stop = await openBrowser().follow(`${running.issuer}/session/end`, () => false)

  isSignedOutPage(stop)
})

const mistakes = [
  {
    title: 'an address elsewhere',
    search: { post_logout_redirect_uri: 'https://example.com/', client_id: 'client-id' },
    message:
      'post_logout_redirect_uri "https://example.com/" is not on this machine; the sandbox sends browsers back to http://localhost, http://127.0.0.1 or http://[::1], any port and path, or an app\'s own scheme such as myapp://callback',
  },
  {
    title: 'an unknown client',
    search: { client_id: 'client-ib' },
    message:
      'client "client-ib" does not match clientId "client-id|second-id" of the definition; the ids are "client-id", "second-id"; did you mean "client-id"?',
  },
  {
    title: 'an ID token that is none',
    search: { id_token_hint: 'abc' },
    message: 'could not decode id_token_hint',
  },
]

for (const { title, search, message } of mistakes) {
  test(`signing out with ${title} is refused in one sentence`, async () => {
    await using running = await startIssuer(createClock())
    const address = `${running.issuer}/session/end?${new URLSearchParams(search)}`

    const response = await fetch(address, { headers: { accept: 'application/json' } })

    const body: unknown = await response.json()
    assert.ok(typeof body === 'object' && body !== null && 'error_description' in body)
    assert.deepEqual([response.status, body.error_description], [400, message])
  })
}

test('an ID token of another sandbox does not end a session', async () => {
  await using running = await startIssuer(createClock())
  const [header = '', , signature = ''] = (
    await login(running.issuer, { persona: 'alice' })
  ).tokens.id_token?.split('.') ?? ['']
  const claims = Buffer.from(JSON.stringify({ aud: 'client-id', sub: 'x' })).toString('base64url')
  const search = new URLSearchParams({ id_token_hint: `${header}.${claims}.${signature}` })

  const response = await fetch(`${running.issuer}/session/end?${search}`)

  assert.equal(response.status, 400)
})
