import assert from 'node:assert/strict'
import { test } from 'node:test'

import aws4 from 'aws4'

import { expectedSignature, parseSignatureV4 } from '../../emulator/identity/signature-v4.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const example = { accessKeyId: 'AKIDEXAMPLE', date: '20150830', region: 'us-east-1' }

test("the signature of AWS's own test suite (get-vanilla) comes out", () => {
  const signature = expectedSignature(
    { ...example, service: 'service', signedHeaders: ['host', 'x-amz-date'], signature: '' },
    {
      method: 'GET',
      path: '/',
      headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' },
      body: '',
    },
    secret,
  )

  assert.equal(signature, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31')
})

/** An independent signer has to agree. */
const requests = [
  { title: 'a body', path: '/graphql', body: '{"query":"{ ä }"}', headers: {} },
  { title: 'no body', path: '/graphql', body: '', headers: {} },
  { title: 'a query', path: "/graphql?b=2&a=(1'!*)&c=x%20y&a=0", body: '', headers: {} },
  { title: 'a value in pieces', path: '/', body: 'x', headers: { 'x-amz-meta': ' a   b ' } },
  { title: 'another path', path: '/graphql/connect', body: '{}', headers: { accept: '*/*' } },
]

for (const { title, path, body, headers } of requests) {
  test(`a request with ${title} gets the signature that aws4 gives it`, () => {
    const signed = aws4.sign(
      {
        method: 'POST',
        host: 'localhost:20002',
        path,
        service: 'appsync',
        region: 'us-east-1',
        headers: { ...headers, 'x-amz-date': '20301123T022714Z' },
        body,
      },
      { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret, sessionToken: 'session' },
    )
    const sent = Object.fromEntries(
      Object.entries(signed.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    )
    const parsed = parseSignatureV4(sent['authorization'] ?? '')

    assert.ok(parsed)
    const wanted = expectedSignature(parsed, { method: 'POST', path, headers: sent, body }, secret)
    assert.equal(wanted, parsed.signature)
  })
}

test('the header is read into its parts, with or without spaces after the commas', () => {
  const signature = 'b9'.repeat(32)
  const parts = (separator: string): string =>
    [
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/appsync/aws4_request',
      'SignedHeaders=host;x-amz-date',
      `Signature=${signature}`,
    ].join(separator)
  const expected = {
    ...example,
    service: 'appsync',
    signedHeaders: ['host', 'x-amz-date'],
    signature,
  }

  assert.deepEqual(parseSignatureV4(parts(', ')), expected)
  assert.deepEqual(parseSignatureV4(parts(',')), expected)
})
