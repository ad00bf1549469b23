import aws4 from 'aws4'

import type { Clock } from '../clock.ts'
import type { Credentials } from './credentials.ts'

/** What is to be signed. */
export interface UnsignedRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The headers of a POST to AppSync with its signature (AWS Signature Version 4), dated by the clock. */
export function signRequest(
  { url, headers, body }: UnsignedRequest,
  credentials: Credentials,
  clock: Clock,
): Record<string, string> {
  const { host, pathname } = new URL(url)
  const date = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const signed = aws4.sign(
    {
      method: 'POST',
      host,
      path: pathname,
      service: 'appsync',
      region: credentials.region,
      headers: { ...headers, 'x-amz-date': date },
      body,
    },
    credentials,
  )
  return Object.fromEntries(
    Object.entries(signed.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
}
