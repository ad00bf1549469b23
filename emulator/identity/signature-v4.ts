import { createHash, createHmac } from 'node:crypto'

import type { SignedRequest } from './signed-request.ts'

/** What the authorization header of a request signed by AWS Signature Version 4 says. */
export interface SignatureV4 {
  readonly accessKeyId: string
  /** e.g. `20261123`. */
  readonly date: string
  readonly region: string
  readonly service: string
  /** Lower-case names in the order signed. */
  readonly signedHeaders: readonly string[]
  /** 64 hexadecimal digits. */
  readonly signature: string
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** Whether the header means to be a signature, well-formed or not. */
export function isSignatureV4(authorization: string): boolean {
  return authorization.startsWith('AWS4-HMAC-SHA256 ')
}

/** The parts of the header, undefined when it is not complete. */
export function parseSignatureV4(authorization: string): SignatureV4 | undefined {
  const [, accessKeyId, date, region, service, names, signature] = form.exec(authorization) ?? []
  if (accessKeyId === undefined || date === undefined || region === undefined) return undefined
  if (service === undefined || names === undefined || signature === undefined) return undefined
  return { accessKeyId, date, region, service, signedHeaders: names.split(';'), signature }
}

/** What the signature has to be (AWS's "Create a signed AWS API request"), given the time in `x-amz-date`. */
export function expectedSignature(
  { date, region, service, signedHeaders }: SignatureV4,
  request: Pick<SignedRequest, 'method' | 'path' | 'headers'> & { readonly body: string },
  secretAccessKey: string,
): string {
  const scope = `${date}/${region}/${service}/aws4_request`
  const time = request.headers['x-amz-date'] ?? ''
  const canonical = sha256(canonicalRequest(request, signedHeaders))
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  )
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope, canonical].join('\n')).toString('hex')
}

function canonicalRequest(
  {
    method,
    path,
    headers,
    body,
  }: Pick<SignedRequest, 'method' | 'path' | 'headers'> & { readonly body: string },
  signedHeaders: readonly string[],
): string {
  const { pathname, searchParams } = new URL(path, 'http://sandbox')
  const lines = signedHeaders.map((name) => `${name}:${spaced(headers[name] ?? '')}\n`)
  return [
    method,
    pathname.split('/').map(encode).join('/'),
    canonicalQuery(searchParams),
    lines.join(''),
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n')
}

function canonicalQuery(search: URLSearchParams): string {
  const pairs = [...search].map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return pairs.toSorted().join('&')
}

/** RFC 3986: more is escaped than by JavaScript itself. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function spaced(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
