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

const sigV4 = 'AWS4-HMAC-SHA256 Credential=AKIA/20261123/us-east-1/appsync/aws4_request'
const cognito = await tokenWith({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_x' })
const notYet = (mode: Mode): string => `this version cannot check requests of mode "${mode}" yet`

const refused: readonly {
  title: string
  modes: AuthorizationModes
  credentials: RequestCredentials
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
    title: 'a SigV4 signature',
    modes: modesOf('oidc'),
    credentials: { authorization: sigV4 },
    message: 'Permission denied',
    reason: 'not-emulated',
    detail: notYet('iam'),
  },
  {
    title: 'a token for user pools alone',
    modes: modesOf('userPool'),
    credentials: { authorization: token },
    message: 'Permission denied',
    reason: 'not-emulated',
    detail: notYet('userPool'),
  },
  {
    title: 'a token of Amazon Cognito beside OIDC',
    modes: modesOf('oidc', 'userPool'),
    credentials: { authorization: cognito },
    message: 'Permission denied',
    reason: 'not-emulated',
    detail: notYet('userPool'),
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

for (const { title, modes, credentials, message, reason, detail } of refused) {
  test(`a request is refused with ${title}`, async () => {
    const result = await authenticate(modes, credentials)

    assert.deepEqual(result, {
      ok: false,
      refusal: { status: 401, errorType: 'UnauthorizedException', message, reason, detail },
    })
  })
}
