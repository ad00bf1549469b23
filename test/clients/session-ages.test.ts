import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'
import { Amplify } from 'aws-amplify'
import { decodeJWT } from 'aws-amplify/auth'
import { generateClient } from 'aws-amplify/data'
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import { WebSocket } from 'ws'

import { call } from '../ask.ts'
import { login } from '../issuer/issuer-fixture.ts'
import { newFolder, runSandbox, sample } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'

// Node has a WebSocket of its own only from 22 on; an app on Node 20 does the same.
Object.assign(globalThis, { WebSocket })

/** A model of the sample, for the types of the client: an app has it from its own resource.ts. */
const schema = a.schema({
  Note: a
    .model({ title: a.string().required(), body: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})
type Schema = ClientSchema<typeof schema>

/** An app: openid-client signs in and refreshes, aws-amplify asks the API with what that brought. */
interface App {
  readonly sandbox: RunningSandbox
  signIn(): Promise<void>
  refresh(): Promise<void>
  /** When the token of the app was issued and its user signed in, in seconds from the start. */
  age(): readonly [iat: number, authTime: number]
  /** The titles of the notes, or what the API answers instead. */
  titles(): Promise<unknown>
}

async function openApp(t: TestContext): Promise<App> {
  const folder = newFolder(t)
  const sandbox = await runSandbox(t, [sample, '--data', folder])
  await call(sandbox, '/clock', { method: 'PUT', body: { now: start, frozen: true } })
  const signIn = (): ReturnType<typeof login> => login(sandbox.ready.issuer, { persona: 'alice' })
  let session = await signIn()
  let token = session.tokens.access_token
  const getTokens = () => Promise.resolve({ accessToken: decodeJWT(token) })
  const outputs: Parameters<typeof Amplify.configure>[0] = JSON.parse(
    readFileSync(join(folder, 'amplify_outputs.json'), 'utf8'),
  )
  Amplify.configure(outputs, { Auth: { tokenProvider: { getTokens } } })
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  return {
    sandbox,
    signIn: async () => {
      session = await signIn()
      token = session.tokens.access_token
    },
    refresh: async () => {
      const { config, tokens } = session
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
      token = refreshed.access_token
    },
    age: () => {
      const { iat = 0, auth_time: authTime } = decodeJwt(token)
      return [iat - start, Number(authTime) - start]
    },
    titles: async () => {
      const { data, errors } = await Note.list()
      return errors ?? data.map(({ title }) => title)
    },
  }
}

/** A moment by the sandbox's clock that openid-client, which keeps real time, finds neither old nor early. */
const start = Math.floor(Date.now() / 1000)
const mine = ["Alice's note"]
const refused = { errorType: 'UnauthorizedException', message: 'Unauthorized' }

test('five minutes after the sign-in a refresh does not help any more, a new sign-in does', async (t) => {
  const { sandbox, signIn, refresh, age, titles } = await openApp(t)
  const pass = (duration: string): Promise<unknown> =>
    call(sandbox, '/clock', { method: 'PUT', body: { advance: duration } })
  const reason = async (): Promise<unknown> => {
    const { body } = await call(sandbox, '/decisions')
    const entries: { refusal?: object }[] = JSON.parse(JSON.stringify(body))
    return entries.at(-1)?.refusal
  }

  assert.deepEqual([age(), await titles()], [[0, 0], mine])
  await pass('5m')
  assert.deepEqual(await titles(), mine)

  await pass('1s')
  assert.deepEqual(messages(await titles()), ['Unauthorized'])
  await refresh()
  assert.deepEqual(age(), [301, 0])
  assert.deepEqual(messages(await titles()), ['Unauthorized'])
  assert.deepEqual(await reason(), {
    status: 401,
    ...refused,
    reason: 'signed-in-too-long-ago',
    detail: 'auth_time is 301 s old; the API allows 300 s',
  })

  await signIn()
  assert.deepEqual([age(), await titles()], [[301, 301], mine])
  await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: 0, frozen: false } })
  assert.deepEqual(await titles(), mine)
})

/** What the library hands on of errors that came without data. */
function messages(errors: unknown): readonly string[] {
  const plain: readonly { message: string }[] = JSON.parse(JSON.stringify(errors))
  return plain.map(({ message }) => message)
}

test('a dropped socket: the client comes back by itself and hears what happens then', async (t) => {
  const { sandbox } = await openApp(t)
  const { Note } = generateClient<Schema>({ authMode: 'oidc' }).models
  const titles: string[] = []
  const subscription = Note.onCreate({ selectionSet: ['title'] }).subscribe({
    next: ({ title }) => titles.push(title),
  })
  t.after(() => subscription.unsubscribe())
  const started = async (count: number): Promise<void> => {
    for (;;) {
      const { body } = await call(sandbox, '/decisions')
      const asked = JSON.stringify(body).match(/"parentType":"Subscription"/g) ?? []
      if (asked.length >= count) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await started(1)

  await call(sandbox, '/faults', {
    method: 'PUT',
    body: { faults: [{ name: 'sockets-dropped' }, { name: 'sockets-refused', times: 1 }] },
  })
  await started(2)
  await Note.create({ title: 'after' })
  while (titles.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))

  assert.deepEqual(titles, ['after'])
  const { body } = await call(sandbox, '/faults')
  assert.deepEqual(body, {
    faults: [
      { name: 'sockets-dropped', met: 1 },
      { name: 'sockets-refused', times: 1, met: 1 },
    ],
  })
})
