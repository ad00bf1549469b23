import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decodeToken } from '../../emulator/console/page/session/decode-token.ts'
import { finishSignIn, isReturn } from '../../emulator/console/page/session/finish-sign-in.ts'
import { challengeOf, randomText } from '../../emulator/console/page/session/pkce.ts'
import { signInHint } from '../../emulator/console/page/session/sign-in-hint.ts'

const pending = {
  issuer: 'http://127.0.0.1:1/oidc',
  clientId: 'client-id',
  redirectUri: 'http://127.0.0.1:1/',
  state: 'state-1',
  nonce: 'nonce-1',
  verifier: 'verifier-1',
  panel: 'token',
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

test('the code challenge is the one of RFC 7636, appendix B', async () => {
  const challenge = await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')

  assert.equal(challenge, 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

test('verifiers are URL-safe, 43 characters long and never the same', () => {
  const texts = Array.from({ length: 50 }, randomText)

  assert.equal(new Set(texts).size, 50)
  for (const text of texts) assert.match(text, /^[\w-]{43}$/)
})

test('a token is read with all its characters', () => {
  const claims = { name: 'Zoë ?>~ 日本', user_groups: ['a'] }

  assert.deepEqual(decodeToken(`${part({ alg: 'RS256' })}.${part(claims)}.s`), {
    header: { alg: 'RS256' },
    claims,
  })
  assert.throws(() => decodeToken('opaque'), { message: 'the token is not a JWT' })
})

test('an address is the issuer’s answer only with a state and a code or an error', () => {
  const returns = ['code=1&state=2', 'error=access_denied&state=2', 'code=1', 'state=2', '']

  assert.deepEqual(
    returns.map((query) => isReturn(new URLSearchParams(query))),
    [true, true, false, false, false],
  )
})

const refusals = [
  { query: 'code=1&state=other', message: /^this answer belongs to no sign-in/ },
  {
    query: 'code=1&state=state-1&iss=http://evil',
    message: /^the answer came from "http:\/\/evil"/,
  },
  {
    query: 'error=access_denied&error_description=cancelled&state=state-1',
    message: 'the issuer answered "access_denied": cancelled',
  },
]

for (const { query, message } of refusals) {
  test(`a sign-in does not come back with ${query}`, async () => {
    await assert.rejects(finishSignIn(new URLSearchParams(query), pending), { message })
  })
}

test('an answer without a sign-in under way is refused', async () => {
  const query = new URLSearchParams('code=1&state=state-1')

  await assert.rejects(finishSignIn(query, undefined), { message: /started in this tab/ })
})

test('signing in again names the persona, unless its claims were edited', () => {
  const alice = {
    name: 'alice',
    description: '',
    claims: { sub: 'sub-alice', user_groups: ['users'] },
    issuedSecondsAgo: 0,
    signedInSecondsAgo: 0,
  }

  assert.equal(signInHint({ ...alice.claims, iat: 1 }, [alice]), 'alice')
  assert.equal(signInHint({ ...alice.claims, user_groups: ['HR'] }, [alice]), undefined)
  assert.equal(signInHint({ sub: 'somebody' }, [alice]), undefined)
})
