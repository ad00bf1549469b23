import assert from 'node:assert/strict'
import { test } from 'node:test'

import { authenticateUserPool } from '../../emulator/identity/authenticate-user-pool.ts'
import { createSigningKeys, signClaims } from '../../emulator/issuer/signing-keys.ts'

const now = 1_900_000_000
const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_amplite'
const ownIssuer = 'http://127.0.0.1:20002/oidc'
const keys = await createSigningKeys()
const otherKeys = await createSigningKeys()
const claims = {
  iss: pool,
  sub: 'sub-alice',
  username: 'alice',
  token_use: 'access',
  client_id: 'any-client',
  'cognito:groups': ['Admin'],
  iat: now - 7200,
  exp: now + 1,
}

async function check(changes: object, { own = true, by = keys } = {}) {
  const token = await signClaims({ ...claims, ...changes }, 'JWT', by)
  const ownIssuerIf = own ? { ownIssuer } : {}
  return authenticateUserPool(token, { ...ownIssuerIf, jwks: keys.jwks(), now })
}

test('an access token of the pool proves who it is, whatever its client and age', async () => {
  const result = await check({ auth_time: 0 })

  const stated = { ...claims, auth_time: 0 }
  assert.deepEqual(result, {
    ok: true,
    identity: { mode: 'userPool', issuer: pool, claims: stated },
  })
})

test('so does an ID token of the sandbox, where its issuer counts as the pool', async () => {
  const result = await check({ iss: ownIssuer, token_use: 'id', aud: 'any-client' })

  assert.equal(
    result.ok && result.identity.mode === 'userPool' && result.identity.issuer,
    ownIssuer,
  )
})

const refused = [
  {
    title: 'of another pool',
    changes: { iss: `${pool}2` },
    reason: 'wrong-issuer',
    message: 'Unauthorized',
    detail: `iss is "${pool}2"; the API expects "${pool}"`,
  },
  {
    title: 'of the sandbox, where that is the OIDC issuer',
    changes: { iss: ownIssuer },
    own: false,
    reason: 'wrong-issuer',
    message: 'Unauthorized',
    detail: `iss is "${ownIssuer}"; the API expects "${pool}"`,
  },
  {
    title: 'that expires now',
    changes: { exp: now },
    reason: 'expired',
    message: 'Token has expired.',
    detail: `exp was 0 s ago: ${now}, and now is ${now}`,
  },
  {
    title: 'without token_use',
    changes: { token_use: undefined },
    reason: 'wrong-token-use',
    message: 'Unauthorized',
    detail: 'token_use is missing; a user pool\'s token says "access" or "id"',
  },
  {
    title: 'for refreshing',
    changes: { token_use: 'refresh' },
    reason: 'wrong-token-use',
    message: 'Unauthorized',
    detail: 'token_use is "refresh"; a user pool\'s token says "access" or "id"',
  },
  {
    title: 'signed by somebody else',
    changes: {},
    by: otherKeys,
    reason: 'unknown-key',
    message: 'Unauthorized',
    detail: 'the key that signed the token is none of the keys of the issuer',
  },
]

for (const { title, changes, own, by, reason, message, detail } of refused) {
  test(`a token ${title} is refused`, async () => {
    const result = await check(changes, { own: own ?? true, by: by ?? keys })

    assert.deepEqual(result, {
      ok: false,
      refusal: { status: 401, errorType: 'UnauthorizedException', message, reason, detail },
    })
  })
}
