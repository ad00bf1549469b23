import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJwt } from 'jose'
import * as client from 'openid-client'

import { createClock } from '../../emulator/clock.ts'
import { openBrowser } from './browser.ts'
import {
  alice,
  authorization,
  choose,
  discover,
  late,
  login,
  post,
  redirectUri,
  signInPage,
  startIssuer,
  visit,
} from './issuer-fixture.ts'

const gone =
  'this sign-in is unknown, finished or older than an hour; go back to your app and start it again'

test('the sign-in page comes from the sandbox, its details say who may sign in and for whom', async () => {
  const clock = { now: () => 1_900_000_000_000 }
  await using running = await startIssuer(clock)
  const browser = openBrowser()
  const { url } = await authorization(await discover(running.issuer), { login_hint: 'nobody' })

  const page = await visit(browser, url)
  const details = await browser.send(`${page.url}/details`)

  assert.deepEqual(page.page, { status: 200, html: signInPage })
  assert.equal(details.headers.get('cache-control'), 'no-store')
  assert.deepEqual(await details.json(), {
    uid: page.url.split('/').at(-1),
    clientId: 'client-id',
    redirectUri,
    scopes: ['openid', 'profile', 'email'],
    loginHint: 'nobody',
    personas: [
      { ...alice, displayName: null, issuedSecondsAgo: 0, signedInSecondsAgo: 0 },
      { ...late, displayName: null, description: null },
    ],
    limits: { authTtlSeconds: 300, issueTtlSeconds: 600 },
    now: 1_900_000_000,
  })
})

const mistakes = [
  {
    title: 'an unknown persona',
    body: { persona: 'alic' },
    error: 'persona: there is no persona "alic"; did you mean "alice"?',
  },
  {
    title: 'an unknown field',
    body: { persona: 'alice', claim: {} },
    error: 'claim: there is no such field; did you mean "claims"?',
  },
  {
    title: 'claims that are a list',
    body: { persona: 'alice', claims: ['sub'] },
    error: 'claims: expected an object, but found ["sub"]',
  },
  {
    title: 'an age in words',
    body: { persona: 'alice', issuedSecondsAgo: 'soon' },
    error: 'issuedSecondsAgo: expected a number of seconds, but found "soon"',
  },
  {
    title: 'neither persona nor claims',
    body: {},
    error: 'persona: name a persona, or give the claims of whoever signs in',
  },
  {
    title: 'claims of nobody',
    body: { claims: { user_id: 'x' } },
    error: 'claims: there is no "sub", and no persona whose name could stand in',
  },
  { title: 'a list', body: [], error: 'the body has to be a JSON object' },
]

for (const { title, body, error } of mistakes) {
  test(`the sign-in refuses ${title}, names the field and can be tried again`, async () => {
    await using running = await startIssuer(createClock())
    const browser = openBrowser()
    const { url } = await authorization(await discover(running.issuer))
    const page = await visit(browser, url)

    const refused = await post(browser, page.url, body)
    const back = await choose(browser, page.url, { persona: 'alice' })

    assert.equal(refused.status, 400)
    assert.deepEqual(await refused.json(), { error })
    assert.ok(new URL(back.url).searchParams.has('code'))
  })
}

test('another site cannot sign its visitor in, the sandbox itself can', async () => {
  await using running = await startIssuer(createClock())
  const browser = openBrowser()
  const { url } = await authorization(await discover(running.issuer))
  const page = await visit(browser, url)
  const { origin } = new URL(running.issuer)
  const method = 'POST'
  const body = '{"persona":"alice"}'

  const foreign = await browser.send(page.url, {
    method,
    body,
    headers: { origin: 'http://localhost:1' },
  })
  const rebound = await browser.send(page.url, {
    method,
    body,
    headers: { origin: 'http://evil.test', host: 'evil.test' },
  })
  const own = await browser.send(page.url, { method, body, headers: { origin } })

  assert.equal(foreign.status, 403)
  assert.deepEqual(await foreign.json(), {
    error: `origin "http://localhost:1" may not sign in; only pages of "${origin}" may`,
  })
  assert.equal(rebound.status, 403)
  assert.equal(own.status, 200)
})

for (const abort of [{ method: 'POST', body: '{"abort":true}' }, { method: 'DELETE' }]) {
  test(`cancelling by ${abort.method} tells the app access_denied`, async () => {
    await using running = await startIssuer(createClock())
    const browser = openBrowser()
    const { url } = await authorization(await discover(running.issuer))
    const page = await visit(browser, url)

    const response = await browser.send(page.url, abort)
    const answer: unknown = await response.json()
    assert.ok(typeof answer === 'object' && answer !== null && 'returnTo' in answer)
    const back = await visit(browser, String(answer.returnTo))

    assert.equal(new URL(back.url).searchParams.get('error'), 'access_denied')
  })
}

test('an unknown or finished sign-in is one clear sentence with the way out', async () => {
  await using running = await startIssuer(createClock())
  const browser = openBrowser()
  const { url } = await authorization(await discover(running.issuer))
  const page = await visit(browser, url)
  await choose(browser, page.url, { persona: 'alice' })

  const answers = [
    await post(browser, page.url, { persona: 'alice' }),
    await browser.send(`${page.url}/details`),
    await browser.send(`${running.issuer}/interaction/never-was/details`),
  ]
  const html = await browser.send(page.url)

  for (const answer of answers) {
    assert.equal(answer.status, 400)
    assert.deepEqual(await answer.json(), { error: gone })
  }
  assert.equal(html.status, 400)
  assert.ok((await html.text()).includes(gone))
})

test('a login_hint that names a persona signs in without a page', async () => {
  await using running = await startIssuer(createClock())
  const { url, redeem } = await authorization(await discover(running.issuer), {
    login_hint: 'alice',
    prompt: 'login consent',
  })

  const back = await visit(openBrowser(), url)

  const { sub } = decodeJwt((await redeem(back.url)).access_token)
  assert.equal(sub, 'sub-alice')
})

test('a second request of the same browser needs no page, prompt=login shows it and switches', async () => {
  await using running = await startIssuer(createClock())
  const browser = openBrowser()
  const { config } = await login(running.issuer, { persona: 'alice' }, { browser })

  const silent = await authorization(config, { prompt: 'none' })
  const still = await silent.redeem((await visit(browser, silent.url)).url)
  const again = await authorization(config, { prompt: 'login' })
  const page = await visit(browser, again.url)
  const switched = await again.redeem((await choose(browser, page.url, { persona: 'late' })).url)
  const hinted = await authorization(config, { login_hint: 'alice' })
  const back = await hinted.redeem((await visit(browser, hinted.url)).url)

  assert.equal(decodeJwt(still.access_token).sub, 'sub-alice')
  assert.equal(page.page?.html, signInPage)
  assert.equal(decodeJwt(switched.access_token).sub, 'late')
  assert.equal(decodeJwt(back.access_token).sub, 'sub-alice')
})

for (const prompt of ['login', 'consent', 'select_account', 'login consent']) {
  test(`prompt=${prompt} shows the page once and gives a refresh token`, async () => {
    await using running = await startIssuer(createClock())
    const browser = openBrowser()
    await login(running.issuer, { persona: 'alice' }, { browser })

    const { tokens } = await login(
      running.issuer,
      { persona: 'alice' },
      { browser, parameters: { prompt } },
    )

    assert.equal(typeof tokens.refresh_token, 'string')
  })
}

test('another client of the same browser session gets its tokens without a page', async () => {
  await using running = await startIssuer(createClock())
  const browser = openBrowser()
  await login(running.issuer, { persona: 'alice' }, { browser })
  const { url, redeem } = await authorization(await discover(running.issuer, 'second-id'))

  const tokens = await redeem((await visit(browser, url)).url)

  const { aud, azp, sub } = decodeJwt(tokens.access_token)
  assert.deepEqual({ aud, azp, sub }, { aud: 'second-id', azp: 'second-id', sub: 'sub-alice' })
})

test('id_token_hint of the signed-in persona renews silently, of another asks', async () => {
  await using running = await startIssuer(createClock())
  const browser = openBrowser()
  const { config, tokens } = await login(running.issuer, { persona: 'alice' }, { browser })
  const other = await login(running.issuer, { persona: 'late' })

  const own = await authorization(config, {
    prompt: 'none',
    id_token_hint: tokens.id_token ?? '',
  })
  const foreign = await authorization(config, {
    prompt: 'none',
    id_token_hint: other.tokens.id_token ?? '',
  })

  const renewed = new URL((await visit(browser, own.url)).url).searchParams
  const refused = new URL((await visit(browser, foreign.url)).url).searchParams
  assert.ok(renewed.has('code'))
  assert.equal(refused.get('error'), 'login_required')
})

test('max_age counts on the clock of the sandbox', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  const browser = openBrowser()
  const { config } = await login(running.issuer, { persona: 'alice' }, { browser })
  const fresh = await authorization(config, { max_age: '300' })
  const stale = await authorization(config, { max_age: '300' })

  const before = await visit(browser, fresh.url)
  clock.moveTo(400)
  const after = await visit(browser, stale.url)

  assert.ok(new URL(before.url).searchParams.has('code'))
  assert.equal(after.page?.html, signInPage)
})

test('signing out ends the session and sends the browser back to the app, on a moved clock too', async () => {
  const clock = createClock()
  await using running = await startIssuer(clock)
  const browser = openBrowser()
  const { config, tokens } = await login(running.issuer, { persona: 'alice' }, { browser })
  clock.moveTo(7200)

  const out = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: 'http://localhost:4321/bye',
  })
  const back = await visit(browser, out.href)
  const silent = await authorization(config, { prompt: 'none' })
  const refused = await visit(browser, silent.url)

  assert.equal(back.url, 'http://localhost:4321/bye')
  assert.equal(new URL(refused.url).searchParams.get('error'), 'login_required')
})

test('whoever calls with the API key is not among those who can sign in', async () => {
  const caller = { name: 'api-key', claims: {}, mode: 'apiKey' } as const
  await using running = await startIssuer(createClock(), { personas: () => [alice, caller] })
  const browser = openBrowser()
  const { url } = await authorization(await discover(running.issuer), { login_hint: 'api-key' })

  const page = await visit(browser, url)
  const details = await browser.send(`${page.url}/details`)
  const refused = await post(browser, page.url, { persona: 'api-key' })

  assert.equal(page.page?.html, signInPage)
  const { personas }: { personas: { name: string }[] } = await details.json()
  assert.deepEqual(
    personas.map(({ name }) => name),
    ['alice'],
  )
  assert.equal(refused.status, 400)
})
