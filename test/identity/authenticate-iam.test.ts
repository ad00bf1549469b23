import assert from 'node:assert/strict'
import { test } from 'node:test'

import aws4 from 'aws4'

import { createClock, createFrozenClock } from '../../emulator/clock.ts'
import { authenticateIam } from '../../emulator/identity/authenticate-iam.ts'
import { createCredentialsIssuer } from '../../emulator/identity/credentials.ts'
import type { CredentialsHolder } from '../../emulator/identity/credentials.ts'
import { signRequest } from '../../emulator/identity/sign-request.ts'
import { credentialsOf } from '../../emulator/identity/signed-request.ts'

const start = Date.parse('2030-01-01T00:00:00Z')
const clock = createFrozenClock(start)
const credentials = createCredentialsIssuer(clock)
const issued = credentials.issue({ principal: 'guest' })
const body = '{"query":"{ listTodos { items { id } } }"}'
const url = 'http://localhost:20002/graphql'
const headers = { 'content-type': 'application/json' }

interface Changes {
  readonly by?: typeof issued
  readonly url?: string
  readonly method?: string
  readonly path?: string
  readonly body?: string
  /** Sent instead of those signed; undefined: not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** What the authorization header becomes. */
  readonly authorization?: (signed: string) => string
  /** Seconds by which the signer's clock is off. */
  readonly signedAt?: number
  /** Seconds that have passed since the credentials were handed out, on the sandbox's clock. */
  readonly now?: number
  readonly machineNow?: number
}

async function authenticate(changes: Changes) {
  const signer = createFrozenClock(start + (changes.signedAt ?? 0) * 1000)
  const signed = signRequest(
    { url: changes.url ?? url, headers, body },
    changes.by ?? issued,
    signer,
  )
  const sent = Object.fromEntries(
    Object.entries({ ...signed, ...changes.headers }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  const { authorization = '', request } = credentialsOf({
    method: changes.method ?? 'POST',
    path: changes.path ?? '/graphql',
    headers: sent,
    body: () => changes.body ?? body,
  })
  assert.ok(request)
  const machine =
    changes.machineNow === undefined
      ? {}
      : { machineClock: createFrozenClock(start + changes.machineNow * 1000) }
  return authenticateIam((changes.authorization ?? String)(authorization), request, {
    credentials,
    clock: createFrozenClock(start + (changes.now ?? 0) * 1000),
    ...machine,
  })
}

const holders: readonly {
  title: string
  holder: CredentialsHolder
  identity: object
}[] = [
  {
    title: 'a guest',
    holder: { principal: 'guest' },
    identity: {
      mode: 'iam',
      principal: 'guest',
      context: {
        accountId: '123456789012',
        cognitoIdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
        cognitoIdentityId: 'us-east-1:00000000-0000-4000-8000-000000000001',
        cognitoIdentityAuthType: 'unauthenticated',
        cognitoIdentityAuthProvider: null,
        username: 'AROAAMPLITEUNAUTH:CognitoIdentityCredentials',
        userArn:
          'arn:aws:sts::123456789012:assumed-role/amplite-unauthRole/CognitoIdentityCredentials',
      },
    },
  },
  {
    title: 'a signed-in user',
    holder: { principal: 'authenticated' },
    identity: {
      mode: 'iam',
      principal: 'authenticated',
      context: {
        accountId: '123456789012',
        cognitoIdentityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
        cognitoIdentityId: 'us-east-1:00000000-0000-4000-8000-000000000002',
        cognitoIdentityAuthType: 'authenticated',
        cognitoIdentityAuthProvider: '"cognito-idp.us-east-1.amazonaws.com/us-east-1_amplite"',
        username: 'AROAAMPLITEAUTH:CognitoIdentityCredentials',
        userArn:
          'arn:aws:sts::123456789012:assumed-role/amplite-authRole/CognitoIdentityCredentials',
      },
    },
  },
  {
    title: 'a function that may query',
    holder: { principal: 'non-cognito', rootTypes: ['Query'] },
    identity: {
      mode: 'iam',
      principal: 'non-cognito',
      context: {
        accountId: '123456789012',
        cognitoIdentityPoolId: null,
        cognitoIdentityId: null,
        cognitoIdentityAuthType: null,
        cognitoIdentityAuthProvider: null,
        username: 'AROAAMPLITEADMIN:amplite',
        userArn: 'arn:aws:sts::123456789012:assumed-role/amplite-adminRole/amplite',
      },
      rootTypes: ['Query'],
    },
  },
]

for (const { title, holder, identity } of holders) {
  test(`the signature of ${title} proves who that is`, async () => {
    const result = await authenticate({ by: credentials.issue(holder) })

    assert.deepEqual(result, { ok: true, identity })
  })
}

const accepted: readonly { title: string; changes: Changes }[] = [
  { title: 'five minutes old', changes: { signedAt: -300 } },
  { title: 'five minutes ahead', changes: { signedAt: 300 } },
  {
    title: "by the machine's clock, when the sandbox's was moved",
    changes: { now: 3000, machineNow: 0 },
  },
  {
    title: 'with a header that nobody signed',
    changes: { headers: { 'x-amz-user-agent': 'aws-amplify' } },
  },
  { title: 'in the last second of the credentials', changes: { now: 3599, signedAt: 3599 } },
]

for (const { title, changes } of accepted) {
  test(`a signature is taken: ${title}`, async () => {
    const result = await authenticate(changes)

    assert.deepEqual(result.ok || result.refusal, true)
  })
}

test('a signed GET covers its query, and no body', async () => {
  const path = '/graphql?query=%7B%20listTodos%20%7B%20items%20%7B%20id%20%7D%20%7D%20%7D'
  const options = { host: 'localhost', path, service: 'appsync', region: 'us-east-1' }
  const signed = aws4.sign(
    { ...options, headers: { 'x-amz-date': '20300101T000000Z' } },
    { ...issued },
  )
  const check = (asked: string) => {
    const sent = Object.fromEntries(
      Object.entries(signed.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    const unsigned = (): string => 'what a Lambda authorizer would be told'
    const { authorization = '', request } = credentialsOf({
      method: 'GET',
      path: asked,
      headers: sent,
      body: unsigned,
    })
    assert.ok(request)
    return authenticateIam(authorization, request, { credentials, clock })
  }

  const asSigned = await check(path)
  const other = await check(path.replace('list', 'last'))

  assert.equal(asSigned.ok, true)
  assert.equal(other.ok || other.refusal.reason, 'signature-mismatch')
})

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
const otherThanSigned =
  'method, path, signed headers or body are not those that were signed, or another secret was used'
const invalid = 'The security token included in the request is invalid.'
const incomplete = 'The request signature does not conform to AWS standards.'

const refused: readonly {
  title: string
  changes: Changes
  errorType: string
  message: string
  reason: string
  detail: string
}[] = [
  ...[
    { title: 'another body', changes: { body: body.replace('list', 'get') } },
    { title: 'another path', changes: { path: '/graphql/connect' } },
    { title: 'another method', changes: { method: 'PUT' } },
    { title: 'another host', changes: { headers: { Host: 'localhost:20003' } } },
    {
      title: 'another secret',
      changes: { by: { ...issued, secretAccessKey: 'x'.repeat(40) } },
    },
    {
      title: 'a forged signature',
      changes: { authorization: (signed: string) => signed.replace(/.{64}$/, '0'.repeat(64)) },
    },
  ].map(({ title, changes }) => ({
    title,
    changes,
    errorType: 'InvalidSignatureException',
    message: mismatch,
    reason: 'signature-mismatch',
    detail: otherThanSigned,
  })),
  {
    title: 'a signed header that got lost',
    changes: { headers: { 'content-type': undefined } },
    errorType: 'InvalidSignatureException',
    message: mismatch,
    reason: 'signature-mismatch',
    detail: 'signed headers did not arrive: content-type',
  },
  {
    title: 'an unknown access key',
    changes: { by: { ...issued, accessKeyId: 'AKIDEXAMPLE' } },
    errorType: 'UnrecognizedClientException',
    message: invalid,
    reason: 'unknown-access-key',
    detail:
      'this run of the sandbox handed out no access key "AKIDEXAMPLE"; ask GET /sandbox/credentials/guest, authenticated or admin',
  },
  {
    title: 'the session token of somebody else',
    changes: { by: { ...issued, sessionToken: 'other' } },
    errorType: 'UnrecognizedClientException',
    message: invalid,
    reason: 'wrong-session-token',
    detail: 'x-amz-security-token is not the session token that belongs to the access key',
  },
  {
    title: 'credentials of an hour ago',
    changes: { now: 3600, signedAt: 3600 },
    errorType: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
    reason: 'credentials-expired',
    detail: `the credentials of ${issued.accessKeyId} expired at 2030-01-01T01:00:00.000Z`,
  },
  {
    title: 'a signature of 301 seconds ago',
    changes: { signedAt: -301 },
    errorType: 'InvalidSignatureException',
    message:
      'Signature expired: 20291231T235459Z is now earlier than 20291231T235500Z (20300101T000000Z - 5 min.)',
    reason: 'signature-too-old',
    detail:
      'the signature is of 20291231T235459Z, and now is 20300101T000000Z; 5 minutes may lie between',
  },
  {
    title: 'a signature 301 seconds ahead',
    changes: { signedAt: 301 },
    errorType: 'InvalidSignatureException',
    message:
      'Signature not yet current: 20300101T000501Z is now later than 20300101T000500Z (20300101T000000Z + 5 min.)',
    reason: 'signature-too-old',
    detail:
      'the signature is of 20300101T000501Z, and now is 20300101T000000Z; 5 minutes may lie between',
  },
  {
    title: 'a signature for another service',
    changes: { authorization: (signed) => signed.replace('/appsync/', '/execute-api/') },
    errorType: 'InvalidSignatureException',
    message: "Credential should be scoped to correct service: 'appsync'.",
    reason: 'wrong-service',
    detail: 'the signature is for "execute-api"; the API is "appsync"',
  },
  {
    title: 'a signature for another region',
    changes: { by: { ...issued, region: 'eu-west-1' } },
    errorType: 'InvalidSignatureException',
    message: 'Credential should be scoped to a valid region.',
    reason: 'wrong-region',
    detail: 'the signature is for "eu-west-1"; the sandbox is in "us-east-1"',
  },
  {
    title: 'half a header',
    changes: { authorization: (signed) => signed.split(', ').slice(0, 2).join(', ') },
    errorType: 'IncompleteSignatureException',
    message: incomplete,
    reason: 'incomplete-signature',
    detail:
      'the authorization header lacks Credential, SignedHeaders or Signature, or they are malformed',
  },
  {
    title: 'a host that nobody signed',
    changes: { authorization: (signed) => signed.replace('host;', '') },
    errorType: 'IncompleteSignatureException',
    message: incomplete,
    reason: 'incomplete-signature',
    detail: 'the header "host" is not among the signed ones',
  },
  {
    title: 'no date',
    changes: { headers: { 'x-amz-date': undefined } },
    errorType: 'IncompleteSignatureException',
    message: incomplete,
    reason: 'incomplete-signature',
    detail: 'x-amz-date is null, not a time as 20300101T000000Z',
  },
  {
    title: 'a date that is none',
    changes: { headers: { 'x-amz-date': '20301399T000000Z' } },
    errorType: 'IncompleteSignatureException',
    message: incomplete,
    reason: 'incomplete-signature',
    detail: 'x-amz-date is "20301399T000000Z", not a time as 20300101T000000Z',
  },
]

for (const { title, changes, errorType, message, reason, detail } of refused) {
  test(`a signed request is refused with ${title}`, async () => {
    const result = await authenticate(changes)

    const refusal = { status: 403, errorType, message, reason, detail }
    assert.deepEqual(result, { ok: false, refusal })
  })
}

test('of ever more credentials the oldest are forgotten', () => {
  const issuer = createCredentialsIssuer(createClock())
  const first = issuer.issue({ principal: 'guest' })
  const last = Array.from({ length: 10_000 }, () => issuer.issue({ principal: 'guest' })).at(-1)

  assert.equal(issuer.find(first.accessKeyId), undefined)
  assert.deepEqual(issuer.find(last?.accessKeyId ?? '')?.sessionToken, last?.sessionToken)
})
