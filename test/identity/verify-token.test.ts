import assert from 'node:assert/strict'
import { test } from 'node:test'

import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import type { CryptoKey, JSONWebKeySet } from 'jose'

import { verifyToken } from '../../emulator/identity/verify-token.ts'
import type { TokenExpectations } from '../../emulator/identity/verify-token.ts'

const now = 1_900_000_000
const issuer = 'http://127.0.0.1:20002/oidc'
const rsa = await makeKey('RS256', 'rsa')
const ec = await makeKey('ES384', 'ec')
const stranger = await makeKey('RS256', 'rsa')
const jwks: JSONWebKeySet = { keys: [rsa.publicJwk, ec.publicJwk] }

const good = {
  iss: issuer,
  aud: 'client-id',
  azp: 'client-id',
  iat: now - 10,
  exp: now + 3600,
  auth_time: now - 20,
  user_id: 'alice',
}
const expected: TokenExpectations = {
  issuer,
  clientId: 'client-id',
  authTtlSeconds: 300,
  issueTtlSeconds: 600,
  jwks,
  now,
}

async function makeKey(algorithm: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm)
  return { algorithm, kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid } }
}

interface Signer {
  readonly algorithm: string
  readonly kid?: string
  readonly privateKey: CryptoKey | Uint8Array
}

function sign(claims: object, { algorithm, kid, privateKey }: Signer = rsa): Promise<string> {
  const header = { alg: algorithm, ...(kid === undefined ? {} : { kid }) }
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey)
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function without(name: keyof typeof good): object {
  const { [name]: _dropped, ...rest } = good
  return rest
}

const accepted: readonly {
  title: string
  claims: object
  expected?: Partial<TokenExpectations>
}[] = [
  { title: 'all in order', claims: good },
  { title: 'no sub', claims: { ...good, sub: undefined } },
  { title: 'auth_time 300 s old of 300', claims: { ...good, auth_time: now - 300 } },
  { title: 'iat 600 s old of 600', claims: { ...good, iat: now - 600 } },
  { title: 'exp one second ahead', claims: { ...good, exp: now + 1 } },
  { title: 'nbf now', claims: { ...good, nbf: now } },
  { title: 'a slash after the issuer', claims: { ...good, iss: `${issuer}/` } },
  {
    title: 'a slash after the issuer expected',
    claims: good,
    expected: { issuer: `${issuer}/` },
  },
  { title: 'another aud, azp matches', claims: { ...good, aud: 'https://api.example.com' } },
  { title: 'no azp, aud matches', claims: without('azp') },
  { title: 'one of several audiences', claims: { ...good, aud: ['x', 'client-id'], azp: 'x' } },
  { title: 'a pattern of ids', claims: good, expected: { clientId: 'other|client-.*' } },
  {
    title: 'any audience without clientId',
    claims: { ...good, aud: 'x', azp: 'x' },
    expected: { clientId: undefined },
  },
  {
    title: 'no auth_time without its TTL',
    claims: without('auth_time'),
    expected: { authTtlSeconds: undefined },
  },
  {
    title: 'an old auth_time with TTL 0',
    claims: { ...good, auth_time: 1 },
    expected: { authTtlSeconds: 0 },
  },
  { title: 'no iat without its TTL', claims: without('iat'), expected: { issueTtlSeconds: 0 } },
  {
    title: 'an old iat without TTL',
    claims: { ...good, iat: 1 },
    expected: { issueTtlSeconds: undefined },
  },
]

for (const { title, claims, expected: changed } of accepted) {
  test(`a token passes with ${title}`, async () => {
    const token = await sign(claims)

    const result = await verifyToken(token, { ...expected, ...changed })

    assert.deepEqual(result, { ok: true, claims: JSON.parse(JSON.stringify(claims)) })
  })
}

test('a token signed with an elliptic key of the issuer passes', async () => {
  const result = await verifyToken(await sign(good, ec), expected)

  assert.deepEqual(result, { ok: true, claims: good })
})

test('a token without kid passes when one key fits', async () => {
  const { algorithm, privateKey } = rsa

  const result = await verifyToken(await sign(good, { algorithm, privateKey }), expected)

  assert.deepEqual(result, { ok: true, claims: good })
})

const unparsable = 'Unable to parse JWT token.'
const valid = await sign(good)
const [header = '', payload = '', signature = ''] = valid.split('.')
const allowed = 'RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512'

const badTokens = [
  {
    title: 'a word in front',
    token: `Bearer ${valid}`,
    message: unparsable,
    reason: 'not-a-jwt',
    detail: 'the token follows "Bearer "; AppSync takes the bare token, so leave that word out',
  },
  {
    title: 'garbage',
    token: 'garbage',
    message: unparsable,
    reason: 'not-a-jwt',
    detail:
      'the authorization header is no signed JWT: that has three parts with dots between them',
  },
  {
    title: 'three parts of garbage',
    token: 'a.b.c',
    message: unparsable,
    reason: 'not-a-jwt',
    detail: 'the header or the payload of the token is not base64url of JSON',
  },
  {
    title: 'a payload that is a list',
    token: `${header}.${encode([])}.${signature}`,
    message: unparsable,
    reason: 'not-a-jwt',
    detail: 'the header or the payload of the token is not base64url of JSON',
  },
  {
    title: 'algorithm none',
    token: new UnsecuredJWT(good).encode(),
    message: 'Unauthorized',
    reason: 'algorithm-not-allowed',
    detail: `the token is signed with "none"; the API allows ${allowed}`,
  },
  {
    title: 'the public key as a shared secret',
    token: await sign(good, {
      algorithm: 'HS256',
      kid: 'rsa',
      privateKey: new TextEncoder().encode(JSON.stringify(rsa.publicJwk)),
    }),
    message: 'Unauthorized',
    reason: 'algorithm-not-allowed',
    detail: `the token is signed with "HS256"; the API allows ${allowed}`,
  },
  {
    title: 'a key that nobody published',
    token: await sign(good, { ...stranger, kid: 'stranger' }),
    message: 'Unauthorized',
    reason: 'unknown-key',
    detail: 'the key that signed the token is none of the keys of the issuer',
  },
  {
    title: 'a strange key under a known name',
    token: await sign(good, stranger),
    message: 'Unauthorized',
    reason: 'bad-signature',
    detail: 'the signature does not fit the content and the key it names',
  },
  {
    title: 'a changed payload',
    token: [header, encode({ ...good, user_id: 'bob' }), signature].join('.'),
    message: 'Unauthorized',
    reason: 'bad-signature',
    detail: 'the signature does not fit the content and the key it names',
  },
  {
    title: 'a changed signature',
    token: [header, payload, signature.replace(/^./, '_')].join('.'),
    message: 'Unauthorized',
    reason: 'bad-signature',
    detail: 'the signature does not fit the content and the key it names',
  },
]

for (const { title, token, message, reason, detail } of badTokens) {
  test(`a token is refused with ${title}`, async () => {
    const result = await verifyToken(token, expected)

    assert.deepEqual(result, {
      ok: false,
      refusal: { status: 401, errorType: 'UnauthorizedException', message, reason, detail },
    })
  })
}

test('a token of 20,480 bytes passes, a longer one is too large', async () => {
  const base = (await sign({ ...good, padding: '' })).length
  // Base64 writes four letters for three.
  const padded = (bytes: number): Promise<string> =>
    sign({ ...good, padding: 'x'.repeat(Math.floor(((bytes - base) * 3) / 4)) })
  const [largest, larger] = [await padded(20_480), await padded(20_484)]

  const results = [await verifyToken(largest, expected), await verifyToken(larger, expected)]

  assert.ok(largest.length <= 20_480 && larger.length > 20_480)
  const reasons = results.map((result) => (result.ok ? 'passed' : result.refusal.reason))
  assert.deepEqual(reasons, ['passed', 'token-too-large'])
})

test('keys of before let known tokens pass while the issuer does not answer', async () => {
  const stale = { ...expected, jwks: { keys: [rsa.publicJwk], unreachable: true } }

  const known = await verifyToken(await sign(good, rsa), stale)
  const unknown = await verifyToken(await sign(good, ec), stale)

  assert.equal(known.ok, true)
  assert.deepEqual(unknown, {
    ok: false,
    refusal: {
      status: 401,
      errorType: 'UnauthorizedException',
      message: 'Unauthorized',
      reason: 'jwks-unreachable',
      detail:
        'the key set of the issuer cannot be reached, and the key that signed the token is none of those that were read before',
    },
  })
})

interface BadClaims {
  readonly title: string
  readonly claims: object
  readonly expected?: Partial<TokenExpectations>
  readonly message?: string
  readonly reason: string
  readonly detail: string
}

const seconds = 'it has to be a number of seconds since the epoch'
const badClaims: readonly BadClaims[] = [
  {
    title: 'the iss of another',
    claims: { ...good, iss: 'https://example.com' },
    reason: 'wrong-issuer',
    detail: `iss is "https://example.com"; the API expects "${issuer}"`,
  },
  {
    title: 'two slashes after the issuer',
    claims: { ...good, iss: `${issuer}//` },
    reason: 'wrong-issuer',
    detail: `iss is "${issuer}//"; the API expects "${issuer}"`,
  },
  {
    title: 'no iss',
    claims: without('iss'),
    reason: 'wrong-issuer',
    detail: `iss is missing; the API expects "${issuer}"`,
  },
  {
    title: 'another client',
    claims: { ...good, aud: 'other', azp: 'another' },
    reason: 'wrong-audience',
    detail: 'neither aud "other" nor azp "another" matches the clientId "client-id" of the API',
  },
  {
    title: 'a client id that the pattern matches only in part',
    claims: { ...good, aud: 'client-id-2', azp: 'my-client-id' },
    reason: 'wrong-audience',
    detail:
      'neither aud "client-id-2" nor azp "my-client-id" matches the clientId "client-id" of the API',
  },
  {
    title: 'an alternative that matches in part',
    claims: { ...good, aud: 'ab', azp: 'ab' },
    expected: { clientId: 'a|b' },
    reason: 'wrong-audience',
    detail: 'neither aud "ab" nor azp "ab" matches the clientId "a|b" of the API',
  },
  {
    title: 'a client_id instead of aud and azp',
    claims: { ...good, aud: undefined, azp: undefined, client_id: 'client-id' },
    reason: 'wrong-audience',
    detail: 'neither aud missing nor azp missing matches the clientId "client-id" of the API',
  },
  {
    title: 'a clientId that is no regular expression',
    claims: good,
    expected: { clientId: 'client-id(' },
    reason: 'wrong-audience',
    detail: 'the clientId "client-id(" of the API is no regular expression, so no token matches it',
  },
  {
    title: 'exp now',
    claims: { ...good, exp: now },
    message: 'Token has expired.',
    reason: 'expired',
    detail: `exp was 0 s ago: ${now}, and now is ${now}`,
  },
  {
    title: 'exp 12 s ago',
    claims: { ...good, exp: now - 12 },
    message: 'Token has expired.',
    reason: 'expired',
    detail: `exp was 12 s ago: ${now - 12}, and now is ${now}`,
  },
  {
    title: 'no exp',
    claims: without('exp'),
    reason: 'exp-missing',
    detail: 'the token has no exp; the API requires one',
  },
  {
    title: 'nbf ahead',
    claims: { ...good, nbf: now + 30 },
    reason: 'not-yet-valid',
    detail: `nbf is 30 s ahead: ${now + 30}, and now is ${now}`,
  },
  {
    title: 'iat 601 s old',
    claims: { ...good, iat: now - 601 },
    reason: 'issued-too-long-ago',
    detail: 'iat is 601 s old; the API allows 600 s',
  },
  {
    title: 'no iat',
    claims: without('iat'),
    reason: 'iat-missing',
    detail: 'the token has no iat; the API allows 600 s since then',
  },
  {
    title: 'auth_time 301 s old',
    claims: { ...good, auth_time: now - 301 },
    reason: 'signed-in-too-long-ago',
    detail: 'auth_time is 301 s old; the API allows 300 s',
  },
  {
    title: 'no auth_time',
    claims: without('auth_time'),
    reason: 'auth-time-missing',
    detail: 'the token has no auth_time; the API allows 300 s since then',
  },
  {
    title: 'an iss that is a number',
    claims: { ...good, iss: 7 },
    reason: 'malformed-claim',
    detail: 'iss is 7; it has to be a string',
  },
  {
    title: 'an aud that is an object',
    claims: { ...good, aud: { id: 'client-id' } },
    reason: 'malformed-claim',
    detail: 'aud is {"id":"client-id"}; it has to be a string or a list of strings',
  },
  {
    title: 'an azp that is a list',
    claims: { ...good, azp: ['client-id'] },
    reason: 'malformed-claim',
    detail: 'azp is ["client-id"]; it has to be a string',
  },
  {
    title: 'an exp in words',
    claims: { ...good, exp: 'soon' },
    reason: 'malformed-claim',
    detail: `exp is "soon"; ${seconds}`,
  },
  {
    title: 'an iat that is null, even without its TTL',
    claims: { ...good, iat: null },
    expected: { issueTtlSeconds: 0 },
    reason: 'malformed-claim',
    detail: `iat is null; ${seconds}`,
  },
  {
    title: 'an auth_time in digits of text',
    claims: { ...good, auth_time: String(now) },
    reason: 'malformed-claim',
    detail: `auth_time is "${now}"; ${seconds}`,
  },
  {
    title: 'an nbf that is a list',
    claims: { ...good, nbf: [now] },
    reason: 'malformed-claim',
    detail: `nbf is [${now}]; ${seconds}`,
  },
]

for (const { title, claims, expected: changed, message = 'Unauthorized', ...why } of badClaims) {
  test(`a token is refused with ${title}`, async () => {
    const result = await verifyToken(await sign(claims), { ...expected, ...changed })

    assert.deepEqual(result, {
      ok: false,
      refusal: { status: 401, errorType: 'UnauthorizedException', message, ...why },
    })
  })
}

test('of several faults the first in the order of explanation is told', async () => {
  const token = await sign({ iss: 'x', aud: 'x', exp: 1, iat: 1 })

  const result = await verifyToken(token, expected)

  assert.equal(result.ok ? 'passed' : result.refusal.reason, 'wrong-issuer')
})

test('claims that look like a refusal are claims', async () => {
  const claims = { ...good, ok: false, refusal: {}, reason: 'x', detail: 'y', status: 401 }

  const result = await verifyToken(await sign(claims), expected)

  assert.deepEqual(result, { ok: true, claims })
})
