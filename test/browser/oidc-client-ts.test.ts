import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Page } from 'playwright-core'

import { browserPath, serveSandbox, skip } from './browser-test.ts'
import { openBrowser, openProfile } from './open-browser.ts'
import type { Signed } from './spa/app.ts'
import { serveApp } from './spa/serve-app.ts'

/** A browser that hangs must not hang the suite, in milliseconds. */
const timeout = 120_000

interface Where {
  /** The host under which the app is served, on a port of its own. */
  readonly app: string
  /** The host by which the app knows the issuer. */
  readonly issuer: string
  /** Whether the browser sends cookies into frames of another site; absent: as it pleases. */
  readonly thirdPartyCookies?: boolean
}

interface OpenApp {
  readonly page: Page
  readonly graphql: string
  /** Waits until the app is there again, after the issuer. */
  back(): Promise<void>
}

/** An app with oidc-client-ts, in a browser of the test's own. */
async function openApp(t: TestContext, where: Where): Promise<OpenApp> {
  const sandbox = await serveSandbox(t)
  const port = await serveApp(t)
  const page = await openPage(t, where)
  const origin = `http://${where.app}:${port}`
  const authority = sandbox.urls.issuer.replace('127.0.0.1', where.issuer)
  const back = async (): Promise<void> => {
    await page.waitForURL(`${origin}/`)
    await page.waitForFunction(() => document.title === 'ready')
  }
  await page.goto(`${origin}/?authority=${encodeURIComponent(authority)}`)
  await page.waitForFunction(() => document.title === 'ready')
  return { page, graphql: sandbox.urls.graphql, back }
}

async function openPage(t: TestContext, { thirdPartyCookies }: Where): Promise<Page> {
  const program = browserPath
  if (thirdPartyCookies === undefined) {
    const browser = await openBrowser(program)
    t.after(() => browser.close())
    return browser.newPage()
  }
  const folder = mkdtempSync(join(tmpdir(), 'amplite-profile-'))
  const profile = {
    block_third_party_cookies: !thirdPartyCookies,
    cookie_controls_mode: thirdPartyCookies ? 0 : 1,
  }
  mkdirSync(join(folder, 'Default'))
  writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify({ profile }))
  const context = await openProfile(program, folder)
  t.after(async () => {
    await context.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return context.newPage()
}

function who(signed: Signed | undefined): unknown {
  return signed?.profile['sub']
}

const places: readonly Where[] = [
  { app: '127.0.0.1', issuer: '127.0.0.1' },
  { app: 'localhost', issuer: 'localhost' },
  { app: 'localhost', issuer: '127.0.0.1', thirdPartyCookies: true },
  { app: '127.0.0.1', issuer: 'localhost', thirdPartyCookies: true },
]

for (const where of places) {
  const { app, issuer, thirdPartyCookies } = where
  const cookies = thirdPartyCookies ? ' and third-party cookies' : ''
  const title = `an app on ${app} with the issuer on ${issuer}${cookies} signs in, asks the API, renews both ways, signs out`
  test(title, { skip, timeout }, async (t) => {
    const { page, graphql, back } = await openApp(t, where)

    await page.evaluate(() => void window.app.signIn())
    await page.getByRole('button', { name: /^alice/ }).click()
    await page.getByRole('button', { name: 'Sign in as alice' }).click()
    await back()
    const signed = await page.evaluate(() => window.app.user())
    const answer = await page.evaluate(askApi, [graphql, signed?.accessToken ?? ''])
    const renewed = await page.evaluate(() => window.app.renew())
    const framed = await page.evaluate(() => window.app.renewInFrame())

    assert.deepEqual(signed?.profile['user_groups'], ['users'])
    assert.equal(signed?.profile['email'], 'alice@example.com')
    assert.deepEqual(answer, { data: { getNote: { title: "Alice's note" } } })
    const all = [signed, renewed, framed]
    assert.deepEqual(all.map(who), ['sub-alice', 'sub-alice', 'sub-alice'])
    assert.equal(new Set(all.map((each) => each?.accessToken)).size, 3)

    await page.evaluate(() => void window.app.signOut())
    await back()
    assert.match(await refusalInFrame(page), /End-User authentication is required/)
  })
}

async function askApi([url = '', authorization = '']: readonly string[]): Promise<unknown> {
  const query = '{ getNote(id: "note-alice") { title } }'
  const body = JSON.stringify({ query })
  const response = await fetch(url, { method: 'POST', headers: { authorization }, body })
  return response.json()
}

function refusalInFrame(page: Page): Promise<string> {
  return page.evaluate(() =>
    window.app.renewInFrame().then(JSON.stringify, (error: unknown) => String(error)),
  )
}

test(
  'a browser without third-party cookies renews across sites by refresh token',
  { skip, timeout },
  async (t) => {
    const { page, back } = await openApp(t, {
      app: 'localhost',
      issuer: '127.0.0.1',
      thirdPartyCookies: false,
    })
    await page.evaluate(() => void window.app.signIn('alice'))
    await back()

    const renewed = await page.evaluate(() => window.app.renew())

    assert.equal(who(renewed), 'sub-alice')
    assert.match(await refusalInFrame(page), /End-User authentication is required/)
  },
)

test(
  'login_hint signs a persona in without a click, and switches to another',
  { skip, timeout },
  async (t) => {
    const { page, back } = await openApp(t, { app: 'localhost', issuer: '127.0.0.1' })

    await page.evaluate(() => void window.app.signIn('mona'))
    await back()
    const first = await page.evaluate(() => window.app.user())
    await page.evaluate(() => void window.app.signIn('bob'))
    await back()
    const second = await page.evaluate(() => window.app.user())

    assert.deepEqual([who(first), who(second)], ['sub-mona', 'sub-bob'])
  },
)
