import assert from 'node:assert/strict'
import { test } from 'node:test'

import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { JWK } from 'jose'

import { createAuthenticator } from '../../emulator/identity/authenticate.ts'
import type { Authenticator } from '../../emulator/identity/authenticate.ts'
import { createExternalIssuers } from '../../emulator/identity/external-issuers.ts'
import type { ExternalIssuers } from '../../emulator/identity/external-issuers.ts'
import type { AuthorizationModes } from '../../emulator/model/modes.ts'

const now = 1_900_000_000
const team = 'https://team.example/dev'
const pool = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_team'
const own = 'http://127.0.0.1:20002/oidc'

const both: AuthorizationModes = {
  defaultMode: 'oidc',
  additionalModes: ['userPool'],
  oidc: { providerName: 'label', issuerUrl: team, clientId: 'team-app' },
}

interface Key {
  readonly jwk: JWK
  sign(claims: object, header?: object): Promise<string>
}

async function newKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  return {
    jwk: { ...(await exportJWK(publicKey)), kid },
    sign: (claims, header = {}) =>
      new SignJWT({ aud: 'team-app', sub: 'alice', iat: now, exp: now + 60, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid, ...header })
        .sign(privateKey),
  }
}

const [first, second, ours] = await Promise.all([newKey('1'), newKey('2'), newKey('own')])

/** What stands at addresses, by hand: a value is answered as JSON, what a function makes, as it is. */
class Web {
  readonly asked: string[] = []
  readonly pages = new Map<string, unknown>()

  publish(issuer: string, keys: readonly JWK[], document: object = {}): void {
    const base = issuer.replace(/\/$/, '')
    const jwksUri = `${base}/keys`
    this.pages.set(`${base}/.well-known/openid-configuration`, {
      issuer,
      jwks_uri: jwksUri,
      ...document,
    })
    this.pages.set(jwksUri, { keys })
  }

  get = (place: string): Promise<Response> => {
    this.asked.push(place)
    const page = this.pages.get(place)
    if (page === undefined) {
      const cause = Object.assign(new Error('nobody'), { code: 'ECONNREFUSED' })
      return Promise.reject(new TypeError('fetch failed', { cause }))
    }
    return Promise.resolve(typeof page === 'function' ? page() : Response.json(page))
  }
}

interface Tried {
  readonly web: Web
  readonly issuers: ExternalIssuers
  readonly authenticate: Authenticator
  /** Seconds go by at the other machines. */
  pass(seconds: number): void
}

function tryWith(issuers: readonly string[], modes = both): Tried {
  const web = new Web()
  web.publish(team, [first.jwk])
  let at = 0
  const external = createExternalIssuers(issuers, { now: () => at * 1000 }, web.get)
  const authenticate = createAuthenticator({
    modes,
    issuer: own,
    jwks: () => ({ keys: [ours.jwk] }),
    externalIssuers: external,
    clock: { now: () => now * 1000 },
    credentials: { find: () => undefined },
  })
  return { web, issuers: external, authenticate, pass: (seconds) => void (at += seconds) }
}

/** The mode of who was let in, else the reason of the refusal. */
async function outcome({ authenticate }: Tried, token: string): Promise<string> {
  const result = await authenticate({ authorization: token })
  return result.ok ? result.identity.mode : result.refusal.reason
}

async function detailOf({ authenticate }: Tried, token: string): Promise<string> {
  const result = await authenticate({ authorization: token })
  return result.ok ? 'let in' : result.refusal.detail
}

test('a token of a named issuer proves an identity with its issuer and claims', async () => {
  const tried = tryWith([team])

  const result = await tried.authenticate({ authorization: await first.sign({ iss: team }) })

  assert.deepEqual(result, {
    ok: true,
    identity: {
      mode: 'oidc',
      issuer: team,
      claims: { iss: team, aud: 'team-app', sub: 'alice', iat: now, exp: now + 60 },
    },
  })
})

test('several issuers at once: each by its own keys, a Cognito one for mode userPool, ours beside them', async () => {
  const tried = tryWith([team, pool])
  tried.web.publish(pool, [second.jwk])
  const use = { token_use: 'access', aud: undefined }

  const outcomes = {
    'the team': await outcome(tried, await first.sign({ iss: team })),
    'the pool': await outcome(tried, await second.sign({ iss: pool, ...use })),
    ours: await outcome(tried, await ours.sign({ iss: own })),
    'the pool without token_use': await outcome(tried, await second.sign({ iss: pool })),
    "the team by the pool's key": await outcome(tried, await second.sign({ iss: team })),
    "the pool by the team's key": await outcome(tried, await first.sign({ iss: pool, ...use })),
    'ours by a key of the team': await outcome(tried, await first.sign({ iss: own })),
    'the team by our key': await outcome(tried, await ours.sign({ iss: team })),
    nobody: await outcome(tried, await first.sign({ iss: 'https://else.example' })),
  }

  assert.deepEqual(outcomes, {
    'the team': 'oidc',
    'the pool': 'userPool',
    ours: 'oidc',
    'the pool without token_use': 'wrong-token-use',
    "the team by the pool's key": 'unknown-key',
    "the pool by the team's key": 'unknown-key',
    'ours by a key of the team': 'unknown-key',
    'the team by our key': 'unknown-key',
    nobody: 'unknown-key',
  })
})

test('an API with one kind of token takes any issuer as of that kind, as a local user pool is', async () => {
  const local = 'http://localhost:9229/local_pool'
  const tried = tryWith([local], { defaultMode: 'userPool', additionalModes: [] })
  tried.web.publish(local, [first.jwk])

  assert.equal(await outcome(tried, await first.sign({ iss: local, token_use: 'id' })), 'userPool')
})

test('claims are measured as those of our own tokens are', async () => {
  const tried = tryWith([team])

  for (const [claims, reason] of [
    [{ aud: 'another-app' }, 'wrong-audience'],
    [{ exp: now }, 'expired'],
    [{ nbf: now + 1 }, 'not-yet-valid'],
  ] as const) {
    assert.equal(await outcome(tried, await first.sign({ iss: team, ...claims })), reason)
  }
})

test('one trailing slash does not matter, is never doubled, and is told of', async () => {
  const slashed = `${team}/`
  const tried = tryWith([team])
  tried.web.publish(slashed, [first.jwk])

  assert.equal(await outcome(tried, await first.sign({ iss: slashed })), 'oidc')
  assert.equal(await outcome(tried, await first.sign({ iss: team })), 'oidc')
  assert.deepEqual(tried.web.asked, [`${team}/.well-known/openid-configuration`, `${team}/keys`])
  assert.deepEqual(await tried.issuers.check(), [
    `--issuer ${team} calls itself ${slashed}; AppSync wants the very same name`,
  ])
})

test('keys are read once for many tokens, and again after ten minutes', async () => {
  const tried = tryWith([team])
  const token = await first.sign({ iss: team })

  await Promise.all(Array.from({ length: 20 }, () => outcome(tried, token)))
  tried.pass(599)
  await outcome(tried, token)
  assert.equal(tried.web.asked.length, 2)
  tried.pass(1)
  await outcome(tried, token)
  assert.equal(tried.web.asked.length, 4)
})

test('rotation: an unknown key is looked for again, at most once in five seconds', async () => {
  const tried = tryWith([team])
  const rotated = await second.sign({ iss: team })

  assert.equal(await outcome(tried, await first.sign({ iss: team })), 'oidc')
  tried.web.publish(team, [second.jwk])
  assert.equal(await outcome(tried, rotated), 'unknown-key', 'asked a moment ago')
  tried.pass(5)
  assert.equal(await outcome(tried, rotated), 'oidc')
  assert.equal(await outcome(tried, await first.sign({ iss: team })), 'unknown-key')
  assert.equal(tried.web.asked.length, 4)
})

test('outage: known keys still count, unknown ones are refused as unreachable, and it heals', async () => {
  const tried = tryWith([team])
  const known = await first.sign({ iss: team })
  const unknown = await second.sign({ iss: team })
  assert.equal(await outcome(tried, known), 'oidc')

  tried.web.pages.clear()
  tried.pass(600)
  assert.equal(await outcome(tried, known), 'oidc')
  assert.equal(
    await detailOf(tried, unknown),
    `the keys of ${team} cannot be read: ${team}/.well-known/openid-configuration cannot be read: ECONNREFUSED`,
  )
  const asked = tried.web.asked.length
  assert.equal(await outcome(tried, unknown), 'issuer-unreachable')
  assert.equal(tried.web.asked.length, asked, 'not asked again within five seconds')

  tried.web.publish(team, [second.jwk])
  tried.pass(5)
  assert.equal(await outcome(tried, unknown), 'oidc')
})

test('what an issuer publishes that cannot be used: no token of its counts, and the refusal says why', async () => {
  const place = `${team}/.well-known/openid-configuration`
  const cases: readonly [publish: (web: Web) => void, why: string][] = [
    [
      (web) => web.pages.set(place, () => new Response('', { status: 503 })),
      `${place} cannot be read: it answers 503`,
    ],
    [
      (web) => web.pages.set(place, () => new Response('<html>')),
      `${place} cannot be read: it is no JSON`,
    ],
    [
      (web) => web.pages.set(place, () => new Response(' '.repeat(1_000_001))),
      `${place} cannot be read: it is larger than 1000000 bytes`,
    ],
    [(web) => web.pages.set(place, null), `${place} is of the issuer of no name`],
    [
      (web) => web.publish(team, [first.jwk], { issuer: 'https://else.example' }),
      `${place} is of the issuer "https://else.example"`,
    ],
    [
      (web) => web.publish(team, [first.jwk], { jwks_uri: undefined }),
      `${place}: jwks_uri is missing; it has to be an https address`,
    ],
    [
      (web) => web.publish(team, [first.jwk], { jwks_uri: 'http://127.0.0.1/keys' }),
      `${place}: jwks_uri is "http://127.0.0.1/keys"; it has to be an https address`,
    ],
    [
      (web) => web.pages.set(`${team}/keys`, { keys: [null] }),
      `${team}/keys is no JSON Web Key Set: that has a list of keys, each with its kty`,
    ],
  ]
  const token = await first.sign({ iss: team })

  for (const [publish, why] of cases) {
    const tried = tryWith([team])
    publish(tried.web)
    assert.equal(await detailOf(tried, token), `the keys of ${team} cannot be read: ${why}`)
    assert.deepEqual(await tried.issuers.check(), [
      `the tokens of --issuer ${team} are refused for as long as it cannot be reached: ${why}`,
    ])
  }
})

test('a key that is none is refused in words', async () => {
  const tried = tryWith([team])
  tried.web.publish(team, [{ kty: 'EC', crv: 'P-256', x: '!', y: '!', kid: '1' }])

  assert.equal(await outcome(tried, await first.sign({ iss: team })), 'unknown-key')
})

test("an issuer's HMAC key is no way in", async () => {
  const secret = new TextEncoder().encode('a secret that everybody can read, of 32 bytes and more')
  const tried = tryWith([team])
  tried.web.publish(team, [{ kty: 'oct', k: Buffer.from(secret).toString('base64url'), kid: '1' }])
  const token = await new SignJWT({ iss: team, exp: now + 60 })
    .setProtectedHeader({ alg: 'HS256', kid: '1' })
    .sign(secret)

  assert.equal(await outcome(tried, token), 'algorithm-not-allowed')
})
