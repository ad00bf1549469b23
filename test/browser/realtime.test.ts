import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { build } from 'esbuild'
import type { Page } from 'playwright-core'

import type { Sandbox } from '../../emulator/index.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { browserPath, openPage, serveSandbox, skip } from './browser-test.ts'
import { openBrowser } from './open-browser.ts'

/** An app as people write it: the real client, configured by the outputs, one subscription for each who signs in. */
const app = `
import { Amplify } from 'aws-amplify'
import { decodeJWT } from 'aws-amplify/auth'
import { generateClient } from 'aws-amplify/data'

let token = ''
const getTokens = async () => ({ accessToken: decodeJWT(token) })
Amplify.configure(OUTPUTS, { Auth: { tokenProvider: { getTokens } } })
const { Article } = generateClient({ authMode: 'oidc' }).models

function say(line) {
  document.body.append(Object.assign(document.createElement('p'), { textContent: line }))
}
window.app = {
  signIn: (given) => { token = given },
  listen: (name) => Article.onCreate({ selectionSet: ['title', 'owner'] }).subscribe({
    next: ({ title, owner }) => say(name + ' heard ' + title + ' of ' + owner),
    error: ({ errors }) => say(name + ' was refused: ' + errors[0].message),
  }),
  create: async (title) => say('created ' + (await Article.create({ title })).data.title),
}
`

/** Serves the app as a page of its own origin, as a development server does. */
async function serveApp(t: TestContext, outputs: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: app, resolveDir: import.meta.dirname },
    define: { OUTPUTS: readFileSync(outputs, 'utf8') },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  })
  const server = createServer((req, res) => {
    const isScript = req.url === '/app.js'
    res.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    res.end(isScript ? outputFiles[0]?.text : '<body><script type="module" src="/app.js"></script>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}/`
}

async function tokenOf({ urls }: Sandbox, persona: string): Promise<string> {
  const response = await fetch(`${urls.sandbox}/tokens`, {
    method: 'POST',
    body: JSON.stringify({ persona }),
  })
  const { token }: { token: string } = JSON.parse(await response.text())
  return token
}

async function openApp(t: TestContext): Promise<{ sandbox: Sandbox; page: Page }> {
  const outputs = join(temporaryFolder(t), 'amplify_outputs.json')
  const sandbox = await serveSandbox(t, { outputs })
  const url = await serveApp(t, outputs)
  const browser = await openBrowser(browserPath)
  t.after(() => browser.close())
  const page = await browser.newPage()
  await page.goto(url)
  return { sandbox, page }
}

test(
  'a page with the real client hears live, persona by persona, over one socket',
  { skip },
  async (t) => {
    const { sandbox, page } = await openApp(t)
    const sockets: string[] = []
    const acknowledged: unknown[] = []
    page.on('websocket', (socket) => {
      sockets.push(socket.url())
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"start_ack"')) acknowledged.push(payload)
      })
    })
    const listen = async (persona: string, count: number): Promise<void> => {
      await page.evaluate(`app.signIn(${JSON.stringify(await tokenOf(sandbox, persona))})`)
      await page.evaluate(`void app.listen(${JSON.stringify(persona)})`)
      while (acknowledged.length < count) await page.waitForTimeout(10)
    }

    await listen('bob', 1)
    await listen('mona', 2)
    await listen('alice', 3)
    // The client opens a new socket after a refusal, which comes last.
    const opened = [...sockets]
    await page.evaluate('app.create("news")')
    await page.evaluate(`app.signIn(${JSON.stringify(await tokenOf(sandbox, 'noclaim'))})`)
    await page.evaluate('void app.listen("noclaim")')
    await page.getByText('noclaim was refused').waitFor()
    await page.getByText('alice heard').waitFor()
    await page.getByText('mona heard').waitFor()

    const lines = await page.locator('p').allInnerTexts()
    const denial = 'Not Authorized to access onCreateArticle on type Subscription'
    const error = { errors: [{ errorType: 'Unauthorized', message: denial }] }
    assert.deepEqual(lines.toSorted(), [
      'alice heard news of alice',
      'created news',
      'mona heard news of alice',
      `noclaim was refused: Connection failed: ${JSON.stringify(error)}`,
    ])
    assert.deepEqual(opened, [sandbox.urls.realtime.replace('127.0.0.1', 'localhost')])
  },
)

test('the Explorer of the console subscribes and shows what comes', { skip }, async (t) => {
  const sandbox = await serveSandbox(t)
  const page = await openPage(t)
  const started = page
    .waitForEvent('websocket')
    .then((socket) =>
      socket.waitForEvent('framereceived', ({ payload }) =>
        String(payload).includes('"start_ack"'),
      ),
    )
  const run = async (query: string): Promise<void> => {
    await page.evaluate(
      `document.querySelector('.graphiql-query-editor .CodeMirror').CodeMirror.setValue(${JSON.stringify(query)})`,
    )
    await page.getByRole('button', { name: /Execute/ }).click()
  }

  await page.goto(sandbox.urls.console)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: /^alice/ }).click()
  await page.getByRole('button', { name: 'Sign in as alice' }).click()
  await page.getByRole('tab', { name: 'Explorer' }).click()
  await page.locator('.graphiql-query-editor .CodeMirror').waitFor()
  await run('subscription { onCreateTodo { content } }')
  await started
  await fetch(sandbox.urls.graphql, {
    method: 'POST',
    headers: { authorization: await tokenOf(sandbox, 'bob') },
    body: JSON.stringify({
      query: 'mutation { createTodo(input: { content: "live" }) { content } }',
    }),
  })

  await page.locator('.graphiql-response').getByText('"live"').waitFor()
  await page.getByRole('button', { name: /Stop/ }).click()
  await run('subscription { onCreateTodo { nope } }')
  await page
    .locator('.graphiql-response')
    .getByText(/FieldUndefined/)
    .waitFor()
})
