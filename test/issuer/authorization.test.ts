import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJwt } from 'jose'
import * as client from 'openid-client'

import { createClock, epochSeconds } from '../../emulator/clock.ts'
import { openBrowser } from './browser.ts'
import type { Browser } from './browser.ts'
import {
  authorization,
  choose,
  discover,
  login,
  redirectUri,
  signInPage,
  startIssuer,
  visit,
} from './issuer-fixture.ts'

/** The parameters of the answer to an authorization request, wherever they stand. */
const readers: Readonly<
  Record<string, (browser: Browser, url: string) => Promise<URLSearchParams>>
> = {
  query: async (browser, url) => new URL((await visit(browser, url)).url).searchParams,
  fragment: async (browser, url) =>
    new URLSearchParams(new URL((await visit(browser, url)).url).hash.slice(1)),
  form_post: async (browser, url) => fieldsOf(await lastPage(browser, url)),
}

async function lastPage(browser: Browser, url: string): Promise<string> {
  const response = await browser.send(url)
  const location = response.headers.get('location')
  return location === null ? response.text() : lastPage(browser, new URL(location, url).href)
}

function fieldsOf(html: string): URLSearchParams {
  assert.ok(html.includes(`action="${redirectUri}"`))
  const inputs = html.matchAll(/name="(?<name>[^"]*)" value="(?<value>[^"]*)"/g)
  return new URLSearchParams(
    [...inputs].map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']),
  )
}

for (const [mode, read] of Object.entries(readers)) {
  test(`response_mode=${mode} brings code, state and issuer`, async () => {
    await using running = await startIssuer(createClock())
    const config = await discover(running.issuer)
    const parameters = { response_mode: mode, login_hint: 'alice', state: 'of-mine' }
    const { url, redeem } = await authorization(config, parameters)

    const answer = await read(openBrowser(), url)

    assert.deepEqual([answer.get('state'), answer.get('iss')], ['of-mine', running.issuer])
    answer.delete('state')
    const tokens = await redeem(`${redirectUri}?${answer}`)
    assert.equal(tokens.claims()?.sub, 'sub-alice')
  })
}

const reauthentications = [
  { parameters: { prompt: 'login' }, title: 'prompt=login' },
  { parameters: { prompt: 'select_account' }, title: 'prompt=select_account' },
  { parameters: { max_age: '60' }, title: 'max_age=60 after two minutes' },
  { parameters: { max_age: '0' }, title: 'max_age=0' },
]

for (const { parameters, title } of reauthentications) {
  test(`${title} asks again, and auth_time moves`, async () => {
    const clock = createClock()
    await using running = await startIssuer(clock)
    const browser = openBrowser()
    await login(running.issuer, { persona: 'alice' }, { browser })
    clock.moveTo(120)
    const metadata = { [client.clockSkew]: 120 }
    const config = await discover(running.issuer, 'client-id', metadata)
    const { url, redeem } = await authorization(config, parameters)

    const page = await visit(browser, url)
    const tokens = await redeem((await choose(browser, page.url, { persona: 'alice' })).url)

    assert.equal(page.page?.html, signInPage)
    const authTime = Number(decodeJwt(tokens.id_token ?? '')['auth_time'])
    assert.ok(Math.abs(authTime - epochSeconds(clock)) <= 5)
  })
}

for (const parameters of [
  {},
  { prompt: 'none' },
  { max_age: '600' },
  { prompt: 'none', max_age: '600' },
]) {
  test(`a session answers ${JSON.stringify(parameters)} without a page, and auth_time stays`, async () => {
    const clock = createClock()
    await using running = await startIssuer(clock)
    const browser = openBrowser()
    const { tokens: first } = await login(running.issuer, { persona: 'alice' }, { browser })
    clock.moveTo(120)
    const metadata = { [client.clockSkew]: 120 }
    const config = await discover(running.issuer, 'client-id', metadata)
    const { url, redeem } = await authorization(config, parameters)

    const tokens = await redeem((await visit(browser, url)).url)

    const { iat, auth_time: authTime } = decodeJwt(tokens.id_token ?? '')
    const before = decodeJwt(first.id_token ?? '')
    assert.equal(authTime, before['auth_time'])
    assert.ok(Number(iat) >= Number(before.iat) + 115)
  })
}

test('max_age=0 asks within the very second of the last sign-in', async () => {
  const clock = { now: () => 1_900_000_000_000 }
  await using running = await startIssuer(clock)
  const browser = openBrowser()
  const config = await discover(running.issuer)
  const first = await authorization(config)
  const page = await visit(browser, first.url)
  await choose(browser, page.url, { persona: 'alice' })

  const again = await authorization(config, { max_age: '0' })
  const silent = await authorization(config, { max_age: '0', prompt: 'none' })

  assert.equal((await visit(browser, again.url)).page?.html, signInPage)
  const refused = new URL((await visit(browser, silent.url)).url).searchParams
  assert.equal(refused.get('error'), 'login_required')
})

test('prompt=none without a session is login_required, with the state of the app', async () => {
  await using running = await startIssuer(createClock())
  const config = await discover(running.issuer)
  const { url } = await authorization(config, { prompt: 'none', state: 'of-mine' })

  const { searchParams } = new URL((await visit(openBrowser(), url)).url)

  assert.deepEqual(
    [searchParams.get('error'), searchParams.get('state')],
    ['login_required', 'of-mine'],
  )
})

for (const response_type of ['token', 'id_token', 'code id_token']) {
  test(`response_type=${response_type} is refused by name`, async () => {
    await using running = await startIssuer(createClock())
    const config = await discover(running.issuer)
    const { url } = await authorization(config, { response_type })

    const response = await openBrowser().send(url)

    const to = new URL(response.headers.get('location') ?? '')
    const answer = new URLSearchParams(to.search || to.hash.slice(1))
    assert.equal(answer.get('error'), 'unsupported_response_type')
  })
}
