import assert from 'node:assert/strict'
import { test } from 'node:test'

import { exportJWK, generateKeyPair, SignJWT } from 'jose'

import { createAuthenticator } from '../../emulator/identity/authenticate.ts'
import type { RequestCredentials } from '../../emulator/identity/authenticate.ts'
import type { AuthorizationModes, Mode } from '../../emulator/model/modes.ts'

const now = 1_900_000_000
const issuer = 'http://127.0.0.1:20002/oidc'
const { publicKey, privateKey } = await generateKeyPair('RS256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k' }
const claims = { iss: issuer, aud: 'client-id', iat: now, auth_time: now - 300, exp: now + 60 }

function modesOf(defaultMode: Mode, ...additionalModes: Mode[]): AuthorizationModes {
  const oidc = {
    providerName: 'label',
    issuerUrl: 'https://example.com',
    clientId: 'client-id',
    authTtlSeconds: 300,
    issueTtlSeconds: 600,
  }
  const isOidc = [defaultMode, ...additionalModes].includes('oidc')
  return { defaultMode, additionalModes, ...(isOidc ? { oidc } : {}) }
}

function authenticate(modes: AuthorizationModes, credentials: RequestCredentials, at = now) {
  const authenticator = createAuthenticator({
    modes,
    issuer,
    jwks: () => ({ keys: [jwk] }),
    clock: { now: () => at * 1000 },
    apiKey: 'da2-local',
    apiKeyExpiresAt: now + 60,
    credentials: { find: () => undefined },
  })
  return authenticator(credentials)
}

function tokenWith(changes: object): Promise<string> {
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(privateKey)
}

const token = await tokenWith({})

test('a token of the issuer proves an OIDC identity with its claims', async () => {
  const result = await authenticate(modesOf('oidc'), { authorization: token })

  assert.deepEqual(result, { ok: true, identity: { mode: 'oidc', issuer, claims } })
})

test('one second later the same token is too old for auth_time', async () => {
  const result = await authenticate(modesOf('oidc'), { authorization: token }, now + 1)

  assert.deepEqual(result, {
    ok: false,
    refusal: {
      status: 401,
      errorType: 'UnauthorizedException',
      message: 'Unauthorized',
      reason: 'signed-in-too-long-ago',
      detail: 'auth_time is 301 s old; the API allows 300 s',
    },
  })
})

test('the API key proves the apiKey identity', async () => {
  const result = await authenticate(modesOf('oidc', 'apiKey'), { apiKey: 'da2-local' })

  assert.deepEqual(result, { ok: true, identity: { mode: 'apiKey' } })
})

test('an OIDC token passes beside user pools and Lambda', async () => {
  const modes = modesOf('userPool', 'oidc', 'lambda')

  const result = await authenticate(modes, { authorization: token })

  assert.deepEqual(result, { ok: true, identity: { mode: 'oidc', issuer, claims } })
})

test('the API key is good until the second in which it expires', async () => {
  const modes = modesOf('apiKey')

  const last = await authenticate(modes, { apiKey: 'da2-local' }, now + 59)
  const late = await authenticate(modes, { apiKey: 'da2-local' }, now + 60)

  assert.equal(last.ok, true)
  assert.deepEqual(late, {
    ok: false,
    refusal: {
      status: 401,
      errorType: 'UnauthorizedException',
      message: 'You are not authorized to make this call.',
      reason: 'api-key-expired',
      detail:
        'the API key expired 0 s ago, as apiKeyAuthorizationMode.expiresInDays has it (7 by default)',
    },
  })
})

const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_amplite'
const poolToken = await tokenWith({ iss: pool, aud: undefined, token_use: 'access' })
const ownToken = await tokenWith({ token_use: 'id' })

/** Which mode a good token is of, by the modes that the API has: AppSync tells them apart by iss. */
const told = [
  {
    title: "the pool's token, user pools alone",
    modes: modesOf('userPool'),
    token: poolToken,
    mode: 'userPool',
  },
  {
    title: "the sandbox's own token, user pools alone",
    modes: modesOf('userPool'),
    token: ownToken,
    mode: 'userPool',
  },
  {
    title: "the pool's token beside OIDC",
    modes: modesOf('oidc', 'userPool'),
    token: poolToken,
    mode: 'userPool',
  },
  {
    title: "the sandbox's own token beside OIDC",
    modes: modesOf('userPool', 'oidc'),
    token: ownToken,
    mode: 'oidc',
  },
  {
    title: "the pool's token, OIDC alone",
    modes: modesOf('oidc'),
    token: poolToken,
    mode: 'wrong-issuer',
  },
  {
    title: "the pool's token beside Lambda",
    modes: modesOf('lambda', 'userPool'),
    token: poolToken,
    mode: 'userPool',
  },
] as const

for (const { title, modes, token: authorization, mode } of told) {
  test(`${title}: ${mode}`, async () => {
    const result = await authenticate(modes, { authorization })

    assert.equal(result.ok ? result.identity.mode : result.refusal.reason, mode)
  })
}

test('a Lambda authorizer that is there is asked about what is no JWT', async () => {
  const asked: string[] = []
  const authenticator = createAuthenticator({
    modes: modesOf('oidc', 'lambda'),
    issuer,
    jwks: () => ({ keys: [jwk] }),
    clock: { now: () => now * 1000 },
    credentials: { find: () => undefined },
    authorizeByLambda: (word, request) => {
      asked.push(`${word} at ${request?.path}`)
      return Promise.resolve({ ok: true, identity: { mode: 'lambda' } })
    },
  })

  const request = { method: 'POST', path: '/graphql', headers: {}, body: () => '' }
  const byWord = await authenticator({ authorization: 'custom-secret', request })
  const byToken = await authenticator({ authorization: token })

  assert.deepEqual(byWord, { ok: true, identity: { mode: 'lambda' } })
  assert.equal(byToken.ok && byToken.identity.mode, 'oidc')
  assert.deepEqual(asked, ['custom-secret at /graphql'])
})

const refused: readonly {
  title: string
  modes: AuthorizationModes
  credentials: RequestCredentials
  status?: number
  errorType?: string
  message: string
  reason: string
  detail: string
}[] = [
  {
    title: 'no header',
    modes: modesOf('oidc'),
    credentials: {},
    message: 'Valid authorization header not provided.',
    reason: 'no-credentials',
    detail: 'the request has neither authorization nor x-api-key',
  },
  {
    title: 'an empty header',
    modes: modesOf('apiKey', 'oidc'),
    credentials: { authorization: ' ' },
    message: 'Valid authorization header not provided.',
    reason: 'no-credentials',
    detail: 'the request has neither authorization nor x-api-key',
  },
  {
    title: 'Bearer in front of a good token',
    modes: modesOf('oidc'),
    credentials: { authorization: `Bearer ${token}` },
    message: 'Unable to parse JWT token.',
    reason: 'not-a-jwt',
    detail: 'the token follows "Bearer "; AppSync takes the bare token, so leave that word out',
  },
  {
    title: 'another API key',
    modes: modesOf('apiKey'),
    credentials: { apiKey: 'da2-other' },
    message: 'You are not authorized to make this call.',
    reason: 'wrong-api-key',
    detail: 'x-api-key is not the API key of this sandbox',
  },
  {
    title: 'another API key beside a good token',
    modes: modesOf('oidc', 'apiKey'),
    credentials: { apiKey: 'da2-other', authorization: token },
    message: 'You are not authorized to make this call.',
    reason: 'wrong-api-key',
    detail: 'x-api-key is not the API key of this sandbox',
  },
  {
    title: 'the API key of an API without that mode',
    modes: modesOf('oidc'),
    credentials: { apiKey: 'da2-local' },
    message: 'Permission denied',
    reason: 'mode-not-enabled',
    detail: 'x-api-key is for mode apiKey; the API takes oidc, iam',
  },
  {
    title: 'a token at an API that takes none',
    modes: modesOf('apiKey'),
    credentials: { authorization: token },
    message: 'Permission denied',
    reason: 'mode-not-enabled',
    detail: 'authorization is for mode oidc or userPool or lambda; the API takes apiKey, iam',
  },
  {
    title: 'a signature without what it covers',
    modes: modesOf('oidc'),
    credentials: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/20261123' },
    status: 403,
    errorType: 'IncompleteSignatureException',
    message: 'The request signature does not conform to AWS standards.',
    reason: 'incomplete-signature',
    detail: 'the request came without what its signature covers',
  },
  {
    title: 'a word for the Lambda authorizer beside OIDC',
    modes: modesOf('oidc', 'lambda'),
    credentials: { authorization: 'custom-secret' },
    message: 'Permission denied',
    reason: 'not-emulated',
    detail: 'the definition names no function for lambdaAuthorizationMode',
  },
  {
    title: 'a JWT for the Lambda authorizer alone',
    modes: modesOf('lambda'),
    credentials: { authorization: token },
    message: 'Permission denied',
    reason: 'not-emulated',
    detail: 'the definition names no function for lambdaAuthorizationMode',
  },
]

for (const { title, modes, credentials, ...expected } of refused) {
  test(`a request is refused with ${title}`, async () => {
    const result = await authenticate(modes, credentials)

    const refusal = { status: 401, errorType: 'UnauthorizedException', ...expected }
    assert.deepEqual(result, { ok: false, refusal })
  })
}
