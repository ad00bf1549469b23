import { isObject, optionalText } from './json.ts'

/** An answer that is not a success, with the server's own words where it had some. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The JSON that `url` answers; rejects with an `HttpError` when it is not a success. */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, init)
  const text = await response.text()
  const body = parseBody(text)
  if (!response.ok)
    throw new HttpError(response.status, reasonOf(body) ?? `HTTP ${response.status}`)
  if (body === undefined) throw new HttpError(response.status, `"${url}" did not answer with JSON`)

  return body
}

/** Sends `value` as JSON and gives back the JSON that was answered. */
export function postJson(url: string, value: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  return fetchJson(url, { method: 'POST', headers, body: JSON.stringify(value) })
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The sandbox says `error`; OAuth says `error_description` beside a short `error`. */
function reasonOf(body: unknown): string | undefined {
  if (!isObject(body)) return undefined
  if (isObject(body['error'])) return optionalText(body['error']['message'])

  return optionalText(body['error_description']) ?? optionalText(body['error'])
}
