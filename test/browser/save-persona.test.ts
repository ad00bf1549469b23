import assert from 'node:assert/strict'
import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Page } from 'playwright-core'

import { temporaryFolder } from '../store/temporary-folder.ts'
import { openPage, serveSandbox, skip } from './browser-test.ts'

const timeout = 120_000

/** The sign-in page of a sandbox whose files are the test's own. */
async function openSignIn(
  t: TestContext,
  { personas }: { readonly personas?: string } = {},
): Promise<{ readonly page: Page; readonly sandbox: string }> {
  const folder = temporaryFolder(t)
  const data = join(folder, 'amplify/data')
  mkdirSync(data, { recursive: true })
  cpSync('seed/amplify/data', data, { recursive: true })
  const sandbox = await serveSandbox(t, {
    definition: join(data, 'resource.ts'),
    ...(personas === undefined ? {} : { personas }),
    outputs: join(folder, 'amplify_outputs.json'),
  })
  const page = await openPage(t)
  await page.goto(sandbox.urls.console)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  return { page, sandbox: sandbox.urls.sandbox }
}

async function save(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of the new persona').fill(name)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

test('an edited persona is saved into the file, and signs in', { skip, timeout }, async (t) => {
  const personas = join(temporaryFolder(t), 'personas.json')
  copyFileSync('seed/personas.json', personas)
  const before = readFileSync(personas, 'utf8')
  const { page } = await openSignIn(t, { personas })

  await page.getByRole('button', { name: /^bob/ }).click()
  await page.getByLabel('user_id', { exact: true }).fill('["alice", null, 7]')
  await page.getByLabel('auth_time age in seconds').fill('30')
  await save(page, 'Alice')
  await page.getByText('there is a persona "alice" already; choose another name').waitFor()
  await save(page, 'carol')
  await page.getByText(/"carol" is saved in .*personas\.json/).waitFor()
  const after = readFileSync(personas, 'utf8')
  await page.getByRole('button', { name: 'Sign in as carol' }).click()
  await page.getByRole('tab', { name: 'Token' }).click()
  await page.getByText('accepted').first().waitFor()

  assert.ok(after.startsWith(before.slice(0, before.lastIndexOf('}')).trimEnd()))
  assert.deepEqual(JSON.parse(after).carol, {
    claims: {
      sub: 'sub-bob',
      user_id: ['alice', null, 7],
      user_groups: ['users'],
      email: 'bob@example.com',
    },
    signedInSecondsAgo: 30,
  })
})

test('without a file it is kept for the run', { skip, timeout }, async (t) => {
  const { page, sandbox } = await openSignIn(t)

  await page.getByRole('button', { name: /^bob/ }).click()
  await page.getByLabel('Name of the new persona').fill('carol')
  await page.getByLabel('Name of the new persona').press('Enter')
  await page.getByText(/"carol" is kept until the sandbox stops/).waitFor()
  await page.getByRole('button', { name: 'Sign in as carol' }).waitFor()

  const answer: unknown = await (await fetch(`${sandbox}/personas`)).json()
  assert.ok(Array.isArray(answer))
  assert.equal(answer.at(-1).name, 'carol')
})
