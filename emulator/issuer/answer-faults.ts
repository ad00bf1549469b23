import type { IncomingMessage, ServerResponse } from 'node:http'

import { tokenErrors } from './fault-kinds.ts'
import type { FaultName } from './fault-kinds.ts'
import type { Faults } from './faults.ts'
import { sendJson } from './json-http.ts'
import { isLoopbackOrigin } from './loopback.ts'

/** A request and the answer to it. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

/** Answers in the issuer's place where a fault says so; false: the issuer may answer, now that what is slow was waited for. */
export async function answerFault(
  exchange: Exchange,
  { faults, issuer }: { readonly faults: Faults; readonly issuer: string },
): Promise<boolean> {
  const failure = await failureOf(exchange.req, faults, new URL(issuer).pathname)
  if (failure !== undefined) answer(exchange, failure)
  return failure !== undefined
}

interface Failure {
  readonly name: FaultName
  readonly status: number
  readonly error: string
}

async function failureOf(
  { method, url = '' }: IncomingMessage,
  faults: Faults,
  prefix: string,
): Promise<Failure | undefined> {
  // A browser asks for leave first; that is no request of the application.
  if (method === 'OPTIONS') return undefined
  const path = url.split('?')[0] ?? ''
  switch (path.slice(prefix.length)) {
    case '/jwks':
      return unreachable(faults, 'jwks')
    case '/.well-known/openid-configuration':
      return unreachable(faults, 'discovery')
    case '/token':
      return failToken(faults)
    default:
      return undefined
  }
}

async function unreachable(
  faults: Faults,
  what: 'jwks' | 'discovery',
): Promise<Failure | undefined> {
  await faults.delay(`${what}-slow`)
  const name = `${what}-unreachable` as const
  return faults.meet(name) && { name, status: 503, error: 'temporarily_unavailable' }
}

async function failToken(faults: Faults): Promise<Failure | undefined> {
  await faults.delay('token-endpoint-slow')
  const name = 'token-endpoint-error'
  const error = faults.meet(name)?.error
  return error && { name, status: tokenErrors[error], error }
}

/** An application of another origin may read why, as it may read the issuer's own answers. */
function answer({ req, res }: Exchange, { status, error, name }: Failure): void {
  const { origin = '' } = req.headers
  if (isLoopbackOrigin(origin)) res.setHeader('access-control-allow-origin', origin)
  res.setHeader('vary', 'origin')
  const text = `the fault "${name}" is on; PUT /sandbox/faults or a reset clears it`
  sendJson(res, status, { error, error_description: text })
}
