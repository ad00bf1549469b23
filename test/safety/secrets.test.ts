import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { WebSocket } from 'ws'

import { createClock } from '../../emulator/clock.ts'
import { signRequest } from '../../emulator/identity/sign-request.ts'
import { call, tokenFor } from '../ask.ts'
import { newFolder, repository, runCommand, runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

const definition = join(repository, 'test/clients/shop/amplify/data/resource.ts')
const adminToken = 'hush-admin-token'
const admin = { 'x-amplite-admin': adminToken }

/** Every secret that is sent has this in it; base64 of it, too, wherever in a text it stands. */
const mark = 'hushhushhush'

const query = JSON.stringify({ query: '{ listOrders { items { id } } }' })

/** What is refused or goes wrong, each with something in it that is nobody else's business. */
function refusedRequests(
  { ready }: RunningSandbox,
  token: string,
): readonly [string, RequestInit][] {
  const { graphql, issuer, sandbox } = ready
  const [head = '', payload = ''] = token.split('.')
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const post = (headers: Record<string, string>, body = query): RequestInit => ({
    method: 'POST',
    headers,
    body,
  })
  const signature = (parts: string): string => `AWS4-HMAC-SHA256 ${parts}`
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const basic = Buffer.from(`client-id:${mark}`).toString('base64')
  const tokens = [
    mark,
    `Bearer ${mark}`,
    `Bearer ${head}.${payload}.${mark}`,
    `${head}.${payload}.${mark}`,
    `${mark}.${mark}.${mark}`,
    `${head}.${mark}.${mark}`,
    `${encode({ alg: 'none' })}.${payload}.${mark}`,
    `${encode({ alg: 'HS256', kid: 'k' })}.${payload}.${mark}`,
    `${head}.${encode({ iss: 'https://else.example' })}.${mark}`,
    signature(`Credential=${mark}`),
    signature(
      `Credential=AKIA/20300101/us-east-1/appsync/aws4_request, SignedHeaders=host;x-amz-date, Signature=${mark}`,
    ),
  ]
  const grants = [
    `grant_type=authorization_code&client_id=client-id&code=${mark}&redirect_uri=http://localhost/&code_verifier=${mark}`,
    `grant_type=refresh_token&client_id=client-id&refresh_token=${mark}`,
    `grant_type=password&username=alice&password=${mark}&client_id=client-id`,
    `grant_type=client_credentials&client_id=client-id&client_secret=${mark}`,
    `grant_type=authorization_code&client_assertion=${mark}.${mark}.${mark}&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer`,
  ]
  const json = JSON.stringify
  return [
    ...tokens.map((authorization): [string, RequestInit] => [graphql, post({ authorization })]),
    [graphql, post({ 'x-api-key': `da2-${mark}` })],
    [graphql, post({ authorization: token, 'x-api-key': mark })],
    ...grants.map((body): [string, RequestInit] => [`${issuer}/token`, post(form, body)]),
    [
      `${issuer}/token`,
      post(
        { ...form, authorization: `Basic ${basic}` },
        'grant_type=refresh_token&refresh_token=x',
      ),
    ],
    [`${issuer}/me`, { headers: { authorization: `Bearer ${mark}` } }],
    [
      `${issuer}/token/introspection`,
      post(form, `token=${mark}&client_id=client-id&client_secret=${mark}`),
    ],
    [`${issuer}/session/end?id_token_hint=${mark}.${mark}.${mark}`, {}],
    [
      `${issuer}/auth?client_id=client-id&response_type=code&redirect_uri=http://localhost/&scope=openid&request=${mark}`,
      {},
    ],
    [`${sandbox}/health`, { headers: { 'x-amplite-admin': mark } }],
    [`${sandbox}/tokens`, post({ 'x-amplite-admin': mark }, '{}')],
    [`${sandbox}/tokens`, post(admin, `{"claims":"x","token":${mark}}`)],
    [`${sandbox}/tokens`, post(admin, json({ claims: 'x', authorization: 1 }))],
  ]
}

/** Requests that are signed with a true key, and wrong all the same. */
async function wronglySigned({ ready, ...sandbox }: RunningSandbox): Promise<{
  readonly requests: readonly [string, RequestInit][]
  readonly secrets: readonly string[]
}> {
  const { body } = await call({ ready, ...sandbox }, '/credentials/guest', { headers: admin })
  const credentials: {
    accessKeyId: string
    secretAccessKey: string
    sessionToken: string
    region: string
    expiration: string
  } = JSON.parse(JSON.stringify(body))
  const all = signRequest(
    { url: ready.graphql, headers: {}, body: query },
    credentials,
    createClock(),
  )
  // Whoever sends it counts for himself.
  const { 'Content-Length': _length, ...signed } = all
  const requests = [
    { headers: signed, body: `${query} ` },
    { headers: { ...signed, 'x-amz-date': '20200101T000000Z' }, body: query },
    { headers: { ...signed, 'x-amz-security-token': mark }, body: query },
    { headers: { ...signed, 'x-amz-security-token': '' }, body: query },
    // Signed as it should be, but not what a guest may ask.
    { headers: signed, body: query },
  ]
  const { secretAccessKey, sessionToken } = credentials
  return {
    requests: requests.map(({ headers, body: text }) => [
      ready.graphql,
      { method: 'POST', headers: headers, body: text },
    ]),
    secrets: [secretAccessKey, sessionToken],
  }
}

/** Connects with secrets in each place that has them; gives everything that was answered. */
async function refusedSockets(realtime: string, token: string): Promise<string> {
  const [head = '', payload = ''] = token.split('.')
  const headers = [
    { Authorization: mark },
    { Authorization: `${head}.${payload}.${mark}` },
    { 'x-api-key': mark },
  ]
  const places = headers.flatMap((header) => {
    const encoded = Buffer.from(JSON.stringify({ ...header, host: 'x' })).toString('base64url')
    return [
      [realtime, 'graphql-ws', `header-${encoded}`],
      [`${realtime}?header=${encoded}&payload=e30=`, 'graphql-ws'],
    ]
  })
  const answers = places.map(([url = '', ...protocols]) => {
    const socket = new WebSocket(url, protocols)
    let heard = ''
    socket.on('open', () => socket.send('{"type":"connection_init"}'))
    return new Promise<string>((resolve, reject) => {
      socket.on('message', (data) => {
        heard += Buffer.isBuffer(data) ? data.toString() : ''
        socket.close()
      })
      socket.on('close', () => resolve(heard)).on('error', reject)
    })
  })
  return (await Promise.all(answers)).join('\n')
}

test('no token, key, password or secret is on the terminal, in the decision log or in an answer', async (t) => {
  const folder = newFolder(t)
  const outputs = ['--outputs', join(folder, 'amplify_outputs.json')]
  const sandbox = await runSandbox(t, [
    definition,
    '--admin-token',
    adminToken,
    '--data',
    folder,
    ...outputs,
  ])
  const { body } = await call(sandbox, '/tokens', {
    method: 'POST',
    headers: admin,
    body: { persona: 'alice', expiresAt: 1 },
  })
  const { token }: { token: string } = JSON.parse(JSON.stringify(body))
  const signed = await wronglySigned(sandbox)
  const requests = [
    ...refusedRequests(sandbox, token),
    ...signed.requests,
    [
      sandbox.ready.graphql,
      { method: 'POST', headers: { authorization: token }, body: query },
    ] as const,
  ]

  const answers: string[] = []
  for (const [url, init] of requests) {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    answers.push(await response.text(), JSON.stringify([...response.headers]))
  }
  answers.push(await refusedSockets(sandbox.ready.realtime, token))
  const decisions = JSON.stringify((await call(sandbox, '/decisions', { headers: admin })).body)
  const { stdout, stderr } = await sandbox.stop()

  const keyFile = readFileSync(join(folder, 'signing-key.json'), 'utf8')
  const [, privateKey = keyFile] = /"d":\s*"([^"]+)"/.exec(keyFile) ?? []
  const secrets = [
    mark,
    Buffer.from(mark).toString('base64url'),
    adminToken,
    privateKey,
    token,
    token.split('.')[2] ?? token,
    ...signed.secrets,
  ]
  const told = { stdout, stderr, decisions, answers: answers.join('\n') }
  for (const [place, text] of Object.entries(told)) {
    const found = secrets.filter((secret) => text.includes(secret))
    assert.deepEqual(found, [], place)
  }
  // The log has reasons, so there was something to look through.
  for (const reason of ['not-a-jwt', 'bad-signature', 'wrong-api-key', 'signature-mismatch']) {
    assert.ok(decisions.includes(`"${reason}"`), reason)
  }
})

test('an admin token that is no good as one is not repeated', async (t) => {
  const cwd = newFolder(t)
  writeFileSync(join(cwd, 'amplite.config.json'), '{ "adminToken": 123454321 }')

  const { code, stdout, stderr } = await runCommand(t, ['start', '--memory'], { cwd })

  assert.deepEqual([code, stdout], [2, ''])
  assert.equal(
    stderr,
    'amplite: amplite.config.json: "adminToken" has to be a string, not a number\n',
  )
})

test('tokens of those who are let in are not kept either', async (t) => {
  const sandbox = await runSandbox(t, [definition])
  const token = await tokenFor(sandbox, { persona: 'alice' })

  await fetch(sandbox.ready.graphql, {
    method: 'POST',
    headers: { authorization: token },
    body: query,
  })

  const decisions = JSON.stringify((await call(sandbox, '/decisions')).body)
  const { stdout, stderr } = await sandbox.stop()
  assert.ok(decisions.includes('"sub":"alice"'), decisions)
  assert.ok(!`${decisions}${stdout}${stderr}`.includes(token.split('.')[2] ?? token))
})
