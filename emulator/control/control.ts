import type { IncomingMessage, ServerResponse } from 'node:http'

import { messageOf } from '../errors.ts'
import { readJson, sendJson } from '../issuer/json-http.ts'
import { RequestError } from '../issuer/request-error.ts'
import type { Route } from './route.ts'
import { createRoutes } from './routes.ts'
import type { SandboxControls } from './routes.ts'

/** Who may use the sandbox API. */
export interface ControlOptions {
  readonly controls: SandboxControls
  /** The sandbox's own origins, e.g. `http://127.0.0.1:20002`; any other `Origin` is refused. */
  readonly origins: readonly string[]
  /** When set, every call must bring it in `x-amplite-admin`. */
  readonly adminToken?: string | undefined
}

/** The sandbox API, to be mounted in a server. */
export interface Control {
  /** Answers every request below `/sandbox`. */
  handle(req: IncomingMessage, res: ServerResponse): void
}

/** Bodies of seeds may be large; more than this is refused, in bytes. */
const bodyLimitBytes = 20_000_000

export function createControl(options: ControlOptions): Control {
  const routes = createRoutes(options.controls)
  return {
    handle: (req, res) => {
      answer(req, routes, options).then(
        ({ status, body }) => sendJson(res, status, body),
        (error: unknown) => sendJson(res, ...errorAnswer(error)),
      )
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: unknown
}

async function answer(
  req: IncomingMessage,
  routes: readonly Route[],
  options: ControlOptions,
): Promise<Answer> {
  const refusal = refuse(req, options)
  if (refusal !== undefined) return { status: 403, body: { error: refusal } }

  const url = new URL(req.url ?? '/', 'http://sandbox')
  const atPath = routes.filter(({ path }) => path.test(url.pathname))
  const route = atPath.find(({ method }) => method === req.method)
  if (route === undefined) return notFound(atPath, url.pathname, req.method ?? '')
  const body = route.takesBody ? await readJson(req, bodyLimitBytes) : undefined
  const { status = 200, ...result } = await route.answer({
    body,
    search: url.searchParams,
    path: url.pathname,
  })
  return { status, body: result.body }
}

/** A page of somebody else's site must not steer a developer's sandbox. */
function refuse(
  { headers }: IncomingMessage,
  { origins, adminToken }: ControlOptions,
): string | undefined {
  const { origin, host = '' } = headers
  if (!origins.some((own) => new URL(own).host === host.toLowerCase())) {
    return `the Host "${host}" is not this sandbox's; use ${origins[0] ?? ''}`
  }
  if (origin !== undefined && !origins.includes(origin)) {
    return `the Origin "${origin}" is not the sandbox's own, so it may not use the sandbox API`
  }
  if (adminToken !== undefined && headers['x-amplite-admin'] !== adminToken) {
    return 'the sandbox was started with --admin-token; send it in the header x-amplite-admin'
  }
  return undefined
}

function notFound(atPath: readonly Route[], path: string, method: string): Answer {
  if (atPath.length === 0) return { status: 404, body: { error: `the sandbox API has no ${path}` } }
  const methods = atPath.map((route) => route.method).join(', ')
  return { status: 405, body: { error: `${path} takes ${methods}, not ${method}` } }
}

function errorAnswer(error: unknown): [status: number, body: object] {
  const isTheirs = error instanceof RequestError
  return [isTheirs ? 400 : 500, { error: messageOf(error) }]
}
