import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeJwt, decodeProtectedHeader } from 'jose'

import { verifyToken } from '../../emulator/identity/verify-token.ts'
import type { Persona } from '../../emulator/issuer/persona.ts'
import { RequestError } from '../../emulator/issuer/request-error.ts'
import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { mintToken } from '../../emulator/issuer/stamp-token.ts'
import { parseTokenRequest } from '../../emulator/issuer/token-request.ts'

const now = 1_900_000_000
const issuer = 'http://127.0.0.1:20002/oidc'
const keys = await createSigningKeys()
const stamper = {
  keys,
  issuer,
  clientId: 'client-id',
  clock: { now: () => now * 1000 + 999 },
  tokenMode: () => 'oidc' as const,
}
const personas: readonly Persona[] = [
  { name: 'alice', claims: { sub: 'sub-alice', user_id: 'alice', user_groups: ['users'] } },
  { name: 'late', claims: { user_id: 'late' }, issuedSecondsAgo: 60, signedInSecondsAgo: 301 },
  { name: 'fixed', claims: { iat: 5, aud: 'own', azp: 'own', exp: 'never', iss: 'me' } },
]
const parties = { iss: issuer, aud: 'client-id', azp: 'client-id' }
const times = { iat: now, exp: now + 3600, auth_time: now }

const cases: readonly { title: string; body: object; claims: object }[] = [
  {
    title: 'nothing asked for, nothing beyond the six',
    body: {},
    claims: { ...parties, ...times },
  },
  {
    title: 'a persona',
    body: { persona: 'alice' },
    claims: { ...parties, ...times, ...personas[0]?.claims },
  },
  {
    title: 'the ages of a persona, and no sub invented',
    body: { persona: 'late' },
    claims: {
      ...parties,
      iat: now - 60,
      exp: now + 3540,
      auth_time: now - 301,
      user_id: 'late',
    },
  },
  {
    title: 'claims over those of the persona, any JSON value',
    body: { persona: 'alice', claims: { user_id: 42, user_groups: '["a"]', odd: { a: [null] } } },
    claims: {
      ...parties,
      ...times,
      sub: 'sub-alice',
      user_id: 42,
      user_groups: '["a"]',
      odd: { a: [null] },
    },
  },
  {
    title: 'times, exp an hour after issuedAt',
    body: { issuedAt: 100, authTime: 50, notBefore: 70 },
    claims: { ...parties, iat: 100, exp: 3700, nbf: 70, auth_time: 50 },
  },
  {
    title: 'its own end',
    body: { issuedAt: 100, expiresAt: 101 },
    claims: { ...parties, iat: 100, exp: 101, auth_time: now },
  },
  {
    title: 'no auth_time',
    body: { authTime: null },
    claims: { ...parties, iat: now, exp: now + 3600 },
  },
  {
    title: 'another audience and issuer',
    body: { audience: 'other', issuer: 'https://example.com' },
    claims: { iss: 'https://example.com', aud: 'other', azp: 'other', ...times },
  },
  {
    title: 'several audiences and so no azp',
    body: { audience: ['a', 'b'] },
    claims: { iss: issuer, aud: ['a', 'b'], ...times },
  },
  {
    title: 'claims left out',
    body: { persona: 'alice', omit: ['iat', 'azp', 'user_groups', 'never-there'] },
    claims: {
      iss: issuer,
      aud: 'client-id',
      exp: now + 3600,
      auth_time: now,
      sub: 'sub-alice',
      user_id: 'alice',
    },
  },
  {
    title: 'a claim that goes before every default',
    body: { claims: { iss: 1, aud: null, azp: [], iat: 'x', exp: -1, auth_time: {} } },
    claims: { iss: 1, aud: null, azp: [], iat: 'x', exp: -1, auth_time: {} },
  },
  {
    title: 'protocol claims of the persona before the defaults',
    body: { persona: 'fixed' },
    claims: { iss: 'me', aud: 'own', azp: 'own', iat: 5, exp: 'never', auth_time: now },
  },
  {
    title: 'what is asked for by name before the persona',
    body: {
      persona: 'fixed',
      issuer: 'you',
      audience: 'your',
      issuedAt: 6,
      expiresAt: 7,
      authTime: 8,
    },
    claims: { iss: 'you', aud: 'your', azp: 'your', iat: 6, exp: 7, auth_time: 8 },
  },
]

for (const { title, body, claims } of cases) {
  test(`a token asked for carries ${title}`, async () => {
    const minted = await mintToken(parseTokenRequest(body, personas), stamper)

    assert.deepEqual(minted, { token: minted.token, claims, mode: 'oidc' })
    assert.deepEqual(decodeJwt(minted.token), claims)
    assert.deepEqual(decodeProtectedHeader(minted.token), {
      alg: 'RS256',
      typ: 'JWT',
      kid: keys.kid,
    })
  })
}

const pool = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_amplite'
const access = {
  iss: pool,
  ...times,
  token_use: 'access',
  client_id: 'client-id',
  scope: 'aws.cognito.signin.user.admin',
}

const userPoolCases: readonly { title: string; body: object; claims: object }[] = [
  {
    title: 'of a persona is an access token, and its name is the username',
    body: { persona: 'alice' },
    claims: { ...access, username: 'alice', ...personas[0]?.claims },
  },
  {
    title: 'of a persona without a sub has its name there',
    body: { persona: 'late' },
    claims: {
      ...access,
      iat: now - 60,
      exp: now + 3540,
      auth_time: now - 301,
      sub: 'late',
      username: 'late',
      user_id: 'late',
    },
  },
  {
    title: 'carries the username and groups that are asked for',
    body: { persona: 'alice', claims: { username: 'al', 'cognito:groups': ['Admin'] } },
    claims: { ...access, ...personas[0]?.claims, username: 'al', 'cognito:groups': ['Admin'] },
  },
  {
    title: 'of an ID token has aud and cognito:username',
    body: { persona: 'alice', claims: { token_use: 'id' } },
    claims: {
      iss: pool,
      ...times,
      aud: 'client-id',
      token_use: 'id',
      'cognito:username': 'alice',
      ...personas[0]?.claims,
    },
  },
  {
    title: 'of claims alone invents nobody',
    body: { claims: { email: 'a@example.com' } },
    claims: { ...access, email: 'a@example.com' },
  },
  {
    title: 'may come from another pool, without a scope',
    body: { issuer: `${pool}2`, omit: ['scope'] },
    claims: { ...access, iss: `${pool}2`, scope: undefined },
  },
]

for (const { title, body, claims } of userPoolCases) {
  test(`a user pool's token ${title}`, async () => {
    const request = parseTokenRequest({ mode: 'userPool', ...body }, personas)
    const { token, mode } = await mintToken(request, stamper)

    const { jti, origin_jti: origin, event_id: event, ...stated } = decodeJwt(token)
    const ids = new Set([jti, origin, event])
    assert.deepEqual(stated, JSON.parse(JSON.stringify(claims)))
    assert.deepEqual([mode, ids.size, ids.has(undefined)], ['userPool', 3, false])
  })
}

test('a token of no named mode is of the mode that the API takes', async () => {
  const ofPool = { ...stamper, tokenMode: () => 'userPool' as const }

  const { claims, mode } = await mintToken(parseTokenRequest({}, personas), ofPool)

  assert.deepEqual([claims['iss'], mode], [pool, 'userPool'])
})

const verdicts = [
  { forge: undefined, verdict: 'passes' },
  { forge: 'alg-none', verdict: 'algorithm-not-allowed' },
  { forge: 'wrong-key', verdict: 'bad-signature' },
  { forge: 'bad-signature', verdict: 'bad-signature' },
]

for (const { forge, verdict } of verdicts) {
  test(`a token forged by ${forge ?? 'nobody'}: ${verdict}`, async () => {
    const body = { persona: 'alice', ...(forge === undefined ? {} : { forge }) }

    const { token, claims } = await mintToken(parseTokenRequest(body, personas), stamper)
    const expected = { issuer, clientId: 'client-id', jwks: keys.jwks(), now }
    const result = await verifyToken(token, expected)

    assert.equal(result.ok ? 'passes' : result.refusal.reason, verdict)
    assert.deepEqual(decodeJwt(token), claims)
  })
}

const mistakes = [
  { body: 'alice', field: '', message: 'the body has to be a JSON object' },
  {
    body: { person: 'alice' },
    field: 'person',
    message: 'person: there is no such field; did you mean "persona"?',
  },
  {
    body: { persona: 7 },
    field: 'persona',
    message: 'persona: expected a string, but found 7',
  },
  {
    body: { persona: 'nobody-at-all' },
    field: 'persona',
    message: 'persona: there is no persona "nobody-at-all"; there are alice, late, fixed',
  },
  {
    body: { claims: null },
    field: 'claims',
    message: 'claims: expected an object, but found null',
  },
  {
    body: { mode: 'oicd' },
    field: 'mode',
    message: 'mode: expected one of "oidc", "userPool", but found "oicd"; did you mean "oidc"?',
  },
  {
    body: { issuedAt: '100' },
    field: 'issuedAt',
    message: 'issuedAt: expected a number of seconds, but found "100"',
  },
  {
    body: { authTime: false },
    field: 'authTime',
    message: 'authTime: expected a number of seconds, but found false',
  },
  {
    body: { expiresAt: null },
    field: 'expiresAt',
    message: 'expiresAt: expected a number of seconds, but found null',
  },
  {
    body: { notBefore: [] },
    field: 'notBefore',
    message: 'notBefore: expected a number of seconds, but found []',
  },
  {
    body: { audience: 7 },
    field: 'audience',
    message: 'audience: expected a string or a list of strings, but found 7',
  },
  {
    body: { audience: ['a', 1] },
    field: 'audience',
    message: 'audience: expected a list of strings, but found ["a",1]',
  },
  { body: { issuer: {} }, field: 'issuer', message: 'issuer: expected a string, but found {}' },
  {
    body: { omit: 'iat' },
    field: 'omit',
    message: 'omit: expected a list of strings, but found "iat"',
  },
  {
    body: { forge: 'wrong-kye' },
    field: 'forge',
    message:
      'forge: expected one of "alg-none", "hs256-public-key", "wrong-key", "foreign-key", "embedded-key", "swapped-kid", "bad-signature", "changed-claims", "nested-jwe", "bearer", "trailing-garbage", "wrong-issuer", "wrong-audience", "wrong-azp", "expired", "not-yet-valid", "old-iat", "old-auth-time", "future-iat", "missing-exp", "missing-iat", "missing-auth-time", "missing-sub", "wrong-type", "huge", but found "wrong-kye"; did you mean "wrong-key"?',
  },
]

for (const { body, field, message } of mistakes) {
  test(`the request for a token ${JSON.stringify(body)} is refused`, () => {
    assert.throws(
      () => parseTokenRequest(body, personas),
      (thrown) => {
        assert.ok(thrown instanceof RequestError)
        assert.deepEqual({ field: thrown.field, message: thrown.message }, { field, message })
        return true
      },
    )
  })
}
