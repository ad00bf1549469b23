import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Serves the console and gives the issuer its sign-in page. */
export interface PageServer {
  /** Answers `/` and `/assets/…`; false: the request is somebody else's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /** The HTML of the sign-in page. */
  signInPage(): string
}

interface PageFile {
  readonly body: Buffer
  readonly type: string
  readonly etag: string
}

type PageFiles = ReadonlyMap<string, PageFile>

/** What the console's page may do: its own files and addresses, nothing else; CodeMirror sets styles by script. */
export const contentSecurityPolicy: string = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

const notBuilt = 'the console is not built; run "npm run build:page" and reload'

/** Where the built page lies, whether this file runs from the source or from `dist`. */
export function pageDirectory(): string {
  return fileURLToPath(new URL('../../dist/page', import.meta.url))
}

/** Serves the page built into `directory` from memory; without a build it says how to make one. */
export function createPageServer(directory: string): PageServer {
  let loaded: PageFiles | undefined
  const files = (): PageFiles | undefined => (loaded ??= loadFiles(directory))

  return {
    handle: (request, response) => {
      const path = pathOf(request)
      if (path !== '/' && !path.startsWith('/assets/')) return false

      answer(request, response, files())
      return true
    },
    signInPage: () =>
      files()?.get('/sign-in.html')?.body.toString() ?? `<!doctype html><p>${notBuilt}</p>`,
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: PageFiles | undefined,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    return sendText(request, response, { status: 405, text: 'only GET and HEAD are answered here' })
  }
  if (!files) return sendText(request, response, { status: 503, text: notBuilt })

  const path = pathOf(request)
  const file = files.get(path === '/' ? '/index.html' : path)
  if (!file) return sendText(request, response, { status: 404, text: 'there is no such file' })

  sendFile(request, response, file)
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PageFile): void {
  const headers = {
    ...safetyHeaders(file.type),
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-cache',
    etag: file.etag,
  }
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304, headers).end()
    return
  }
  response.writeHead(200, { ...headers, 'content-length': file.body.length })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  { status, text }: { readonly status: number; readonly text: string },
): void {
  response.writeHead(status, safetyHeaders('text/plain; charset=utf-8'))
  response.end(request.method === 'HEAD' ? undefined : `${text}\n`)
}

/** The address of `/` may hold an authorization code: it goes to nobody else. */
function safetyHeaders(type: string): Record<string, string> {
  return {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  }
}

function pathOf(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?')
  return path
}

/** Every file of the build by its path: what is not in here cannot be asked for. */
function loadFiles(directory: string): PageFiles | undefined {
  if (!existsSync(join(directory, 'index.html'))) return undefined

  const assets = readdirSync(join(directory, 'assets')).map((name) => `/assets/${name}`)
  const paths = ['/index.html', '/sign-in.html', ...assets]
  return new Map(paths.map((path) => [path, loadFile(join(directory, path))]))
}

function loadFile(file: string): PageFile {
  const body = readFileSync(file)
  const digest = createHash('sha256').update(body).digest('base64url')
  return {
    body,
    type: contentTypes[extname(file)] ?? 'application/octet-stream',
    etag: `"${digest}"`,
  }
}
