import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import {
  contentSecurityPolicy,
  createPageServer,
  pageDirectory,
} from '../../emulator/console/serve-page.ts'

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface Ask {
  readonly method?: string
  readonly headers?: Record<string, string>
}

type Asker = (path: string, ask?: Ask) => Promise<Answer>

/** A folder as build-page.mjs makes it, with a secret beside it. */
function buildFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(page, 'index.html'), '<p>console</p>')
  writeFileSync(join(page, 'sign-in.html'), '<p>sign in</p>')
  writeFileSync(join(page, 'assets/console.js'), 'let a')
  writeFileSync(join(page, 'assets/console.css'), 'a{}')
  writeFileSync(join(page, 'assets/console.js.LEGAL.txt'), 'MIT')
  return page
}

/** Serves `directory`; what the page server leaves alone is answered 418. `fetch` would tidy the paths up. */
async function serve(t: TestContext, directory: string): Promise<Asker> {
  const page = createPageServer(directory)
  const server = createServer((req, res) => {
    if (!page.handle(req, res)) res.writeHead(418).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return (path, ask = {}) => send({ port: address.port, path, agent: false, ...ask })
}

function send(options: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', ...options }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      )
    })
    asked.on('error', reject).end()
  })
}

const served = [
  { path: '/', type: 'text/html; charset=utf-8', body: '<p>console</p>' },
  { path: '/?code=1&state=2', type: 'text/html; charset=utf-8', body: '<p>console</p>' },
  { path: '/assets/console.js', type: 'text/javascript; charset=utf-8', body: 'let a' },
  { path: '/assets/console.css', type: 'text/css; charset=utf-8', body: 'a{}' },
  { path: '/assets/console.js.LEGAL.txt', type: 'text/plain; charset=utf-8', body: 'MIT' },
]

for (const { path, type, body } of served) {
  test(`GET ${path} is served with its type and may load nothing from elsewhere`, async (t) => {
    const ask = await serve(t, buildFolder(t))
    const answer = await ask(path)

    assert.deepEqual([answer.status, answer.body], [200, body])
    assert.equal(answer.headers['content-type'], type)
    assert.equal(answer.headers['content-security-policy'], contentSecurityPolicy)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  })
}

test('HEAD answers like GET, without the body', async (t) => {
  const ask = await serve(t, buildFolder(t))
  const answer = await ask('/', { method: 'HEAD' })

  assert.deepEqual([answer.status, answer.headers['content-length'], answer.body], [200, '14', ''])
})

test('a file that the browser has already is not sent again', async (t) => {
  const ask = await serve(t, buildFolder(t))
  const { headers } = await ask('/assets/console.js')
  const again = await ask('/assets/console.js', {
    headers: { 'if-none-match': headers.etag ?? '' },
  })

  assert.deepEqual([again.status, again.body], [304, ''])
})

const refused = [
  { method: 'POST', path: '/', status: 405 },
  { method: 'DELETE', path: '/assets/console.js', status: 405 },
  { method: 'GET', path: '/assets/', status: 404 },
  { method: 'GET', path: '/assets/none.js', status: 404 },
  { method: 'GET', path: '/assets/../../secret.txt', status: 404 },
  { method: 'GET', path: '/assets/..%2f..%2fsecret.txt', status: 404 },
  { method: 'GET', path: '/assets//../sign-in.html', status: 404 },
  { method: 'GET', path: '/graphql', status: 418 },
  { method: 'GET', path: '/index.html', status: 418 },
  { method: 'GET', path: '/assets', status: 418 },
]

for (const { method, path, status } of refused) {
  test(`${method} ${path} is ${status === 418 ? 'left to others' : `a ${status}`}`, async (t) => {
    const ask = await serve(t, buildFolder(t))
    const answer = await ask(path, { method })

    assert.equal(answer.status, status)
    assert.doesNotMatch(answer.body, /secret|<p>/)
  })
}

test('without a build, the page says how to make one, and appears once it is made', async (t) => {
  const folder = buildFolder(t)
  const index = join(folder, 'index.html')
  rmSync(index)
  const ask = await serve(t, folder)
  const before = await ask('/')
  writeFileSync(index, '<p>console</p>')
  const after = await ask('/')

  assert.deepEqual(
    [before.status, before.headers['content-type'], before.body],
    [
      503,
      'text/plain; charset=utf-8',
      'the console is not built; run "npm run build:page" and reload\n',
    ],
  )
  assert.deepEqual([after.status, after.body], [200, '<p>console</p>'])
})

test('the issuer gets the sign-in page as text, or the way to build it', (t) => {
  const folder = buildFolder(t)

  assert.equal(createPageServer(folder).signInPage(), '<p>sign in</p>')
  assert.match(createPageServer(join(folder, 'none')).signInPage(), /npm run build:page/)
})

test('the page lies in dist/page of the package', () => {
  const root = new URL('../../', import.meta.url).pathname

  assert.equal(pageDirectory(), `${root}dist/page`)
})

test('the sign-in page brings the policy along, but for what only a header can say', () => {
  const file = new URL('../../emulator/console/page/sign-in.html', import.meta.url)
  const html = readFileSync(file, 'utf8')
  const inPage = contentSecurityPolicy.replace("; frame-ancestors 'none'", '')

  assert.ok(html.includes(`content="${inPage}"`))
})
