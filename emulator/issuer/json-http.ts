import type { IncomingMessage, ServerResponse } from 'node:http'

import { isNestedTooDeep, nestingLimit } from '../model/nesting.ts'
import { RequestError } from './request-error.ts'

const defaultLimitBytes = 1_000_000

/** The JSON body of a request, of at most so many bytes; throws a RequestError when there is none. */
export async function readJson(
  req: IncomingMessage,
  limitBytes: number = defaultLimitBytes,
): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > limitBytes) {
      throw new RequestError('', `the body is larger than ${limitBytes / 1_000_000} MB`)
    }
    chunks.push(bytes)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  if (isNestedTooDeep(text)) {
    throw new RequestError('', `the body is nested deeper than ${nestingLimit} levels`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new RequestError('', 'the body is not JSON')
  }
}

/** Answers with JSON that nobody may keep. */
export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  send(res, { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) })
}

/** Answers with a page that nobody may keep. */
export function sendPage(res: ServerResponse, status: number, html: string): void {
  send(res, { status, type: 'text/html; charset=utf-8', body: html })
}

/** Sends the browser on. */
export function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, 'cache-control': 'no-store' }).end()
}

function send(
  res: ServerResponse,
  { status, type, body }: { status: number; type: string; body: string },
): void {
  const headers = {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  res.writeHead(status, headers).end(body)
}
