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
import { WebSocket } from 'ws'

import { call, tokenFor } from '../ask.ts'
import { newFolder, runSandbox } from '../running-sandbox.ts'
import type { RunningSandbox } from '../running-sandbox.ts'
import { denial, shown, times } from './configure-amplify.ts'

// Node has a WebSocket of its own only from 22 on; an app on Node 20 does the same.
Object.assign(globalThis, { WebSocket })

const definition = 'test/clients/shop/amplify/data/resource.ts'

/** The models of that definition, for the types of the client. */
const schema = a.schema({
  Order: a.model({ item: a.string() }).authorization((allow) => [allow.owner()]),
  Product: a.model({ name: a.string() }).authorization((allow) => [allow.publicApiKey()]),
  Visit: a.model({ page: a.string() }).authorization((allow) => [allow.guest()]),
  Delivery: a.model({ carrier: a.string() }).authorization((allow) => [allow.owner('oidc')]),
})
type Schema = ClientSchema<typeof schema>

interface Shop {
  readonly sandbox: RunningSandbox
  readonly models: ReturnType<typeof generateClient<Schema>>['models']
  /** Signs in as the body of `POST /sandbox/tokens` says. */
  signIn(request: object): Promise<void>
  /** Takes AWS credentials as `GET /sandbox/credentials/…` gives them. */
  takeCredentials(holder: 'guest' | 'authenticated' | 'admin'): Promise<void>
}

/** The real library, configured as apps with their own tokens and credentials do it. */
async function openShop(t: TestContext): Promise<Shop> {
  const folder = newFolder(t)
  const sandbox = await runSandbox(t, [definition, '--data', folder])
  const outputs: Parameters<typeof Amplify.configure>[0] = JSON.parse(
    readFileSync(join(folder, 'amplify_outputs.json'), 'utf8'),
  )
  let token: string | undefined
  let credentials = { accessKeyId: '', secretAccessKey: '' }
  Amplify.configure(outputs, {
    Auth: {
      tokenProvider: {
        getTokens: () =>
          Promise.resolve(token === undefined ? null : { accessToken: decodeJWT(token) }),
      },
      credentialsProvider: {
        getCredentialsAndIdentityId: () => Promise.resolve({ credentials }),
        clearCredentialsAndIdentityId: () => undefined,
      },
    },
  })
  return {
    sandbox,
    models: generateClient<Schema>().models,
    signIn: async (request) => {
      token = await tokenFor(sandbox, request)
    },
    takeCredentials: async (holder) => {
      const { body } = await call(sandbox, `/credentials/${holder}`)
      credentials = body as typeof credentials
    },
  }
}

/** What the library makes of a 401. */
function messagesOf({ errors }: { errors?: readonly { message: string }[] }): readonly string[] {
  return (errors ?? []).map(({ message }) => message)
}

test('authMode userPool: owners and groups of the default mode', async (t) => {
  const { models, signIn } = await openShop(t)
  const { Order, Product, Delivery } = models
  const order = { id: 'o', item: 'tea', owner: 'alice', ...times }

  await signIn({ persona: 'alice' })
  assert.deepEqual(shown(await Order.create({ id: 'o', item: 'tea' })), { data: order })
  assert.deepEqual(shown(await Order.list()), { data: [order] })
  assert.deepEqual(
    shown(await Product.create({ name: 'tea' })),
    denial('createProduct', 'Mutation', null),
  )

  await signIn({ claims: { sub: 's', username: 'eve', 'cognito:groups': ['Admin'] } })
  assert.deepEqual(shown(await Order.get({ id: 'o' })), { data: order })
  assert.deepEqual(
    shown(await Order.update({ id: 'o', item: 'x' })),
    denial('updateOrder', 'Mutation', null),
  )
  assert.deepEqual(shown(await Product.create({ id: 'p', name: 'tea' })), {
    data: { id: 'p', name: 'tea', ...times },
  })

  assert.deepEqual(
    shown(await Delivery.get({ id: 'd' })),
    denial('getDelivery', 'Query', null),
    'a field of another mode',
  )
})

test('authMode oidc beside it: told apart by the issuer', async (t) => {
  const { models, signIn } = await openShop(t)
  const { Order, Delivery } = models
  const delivery = { id: 'd', carrier: 'bike', owner: 'bob', ...times }
  const oidc = { authMode: 'oidc' } as const

  await signIn({ mode: 'oidc', claims: { user_id: 'bob' } })
  assert.deepEqual(shown(await Delivery.create({ id: 'd', carrier: 'bike' }, oidc)), {
    data: delivery,
  })
  assert.deepEqual(shown(await Order.list(oidc)), denial('listOrders', 'Query', []))
})

test('authMode apiKey: until the key expires', async (t) => {
  const { models, sandbox } = await openShop(t)
  const apiKey = { authMode: 'apiKey' } as const
  const twoDays = 2 * 24 * 3600

  assert.deepEqual(shown(await models.Product.list(apiKey)), { data: [] })
  assert.deepEqual(
    shown(await models.Product.create({ name: 'x' }, apiKey)),
    denial('createProduct', 'Mutation', null),
  )
  assert.deepEqual(shown(await models.Order.list(apiKey)), denial('listOrders', 'Query', []))

  await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: twoDays } })
  assert.deepEqual(messagesOf(await models.Product.list(apiKey)), ['Unauthorized'])
})

test('authMode identityPool: guests, signed-in users and everybody else with a signature', async (t) => {
  const { models, takeCredentials } = await openShop(t)
  const { Order, Product, Visit } = models
  const pool = { authMode: 'identityPool' } as const
  const visit = { id: 'v', page: '/', ...times }

  await takeCredentials('guest')
  assert.deepEqual(shown(await Product.list(pool)), { data: [] })
  assert.deepEqual(shown(await Visit.create({ id: 'v', page: '/' }, pool)), { data: visit })
  assert.deepEqual(shown(await Visit.get({ id: 'v' }, pool)), denial('getVisit', 'Query', null))
  assert.deepEqual(
    messagesOf(await Order.list(pool)),
    ['Unauthorized'],
    'the policy of the guest role does not cover it',
  )

  await takeCredentials('authenticated')
  assert.deepEqual(shown(await Visit.get({ id: 'v' }, pool)), { data: visit })
  assert.deepEqual(shown(await Product.list(pool)), denial('listProducts', 'Query', []))
  assert.deepEqual(messagesOf(await Order.list(pool)), ['Unauthorized'])

  await takeCredentials('admin')
  const iam = { authMode: 'iam' } as const
  assert.deepEqual(shown(await Order.create({ id: 'o', item: 'any' }, iam)), {
    data: { id: 'o', item: 'any', owner: null, ...times },
  })
})

test('authMode identityPool: credentials that expired are refused, and the log says why', async (t) => {
  const { models, takeCredentials, sandbox } = await openShop(t)
  const pool = { authMode: 'identityPool' } as const

  await takeCredentials('guest')
  await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: 3500 } })
  const inTime = await models.Product.list(pool)
  await call(sandbox, '/clock', { method: 'PUT', body: { offsetSeconds: 3601 } })
  const late = await models.Product.list(pool)
  const { body } = await call(sandbox, '/decisions')

  assert.deepEqual(shown(inTime), { data: [] })
  assert.deepEqual(messagesOf(late), ['Unknown error'])
  assert.match(
    JSON.stringify(body),
    /"reason":"credentials-expired","detail":"the credentials of ASIA/,
  )
})

test('authMode identityPool over the WebSocket: each signed start is checked', async (t) => {
  const { models, takeCredentials, signIn, sandbox } = await openShop(t)
  const pool = { authMode: 'identityPool' } as const
  await signIn({ claims: { sub: 's', username: 'eve', 'cognito:groups': ['Admin'] } })
  await takeCredentials('guest')

  const heard = new Promise<unknown>((resolve, reject) => {
    const listening = models.Product.onCreate(pool).subscribe({ next: resolve, error: reject })
    t.after(() => listening.unsubscribe())
  })
  await until(sandbox, '"fieldName":"onCreateProduct"')
  await models.Product.create({ id: 'p', name: 'tea' })

  assert.deepEqual(shown({ data: await heard }), { data: { id: 'p', name: 'tea', ...times } })

  const failed = new Promise<unknown>((resolve) => {
    const refused = models.Order.onCreate(pool).subscribe({ next: resolve, error: resolve })
    t.after(() => refused.unsubscribe())
  })
  assert.match(JSON.stringify(await failed), /^\{"errors":\[\{"message":"Unauthorized"/)
  await until(sandbox, '"reason":"iam-policy"')
})

/** Until the decision log has that text. */
async function until(sandbox: RunningSandbox, text: string): Promise<void> {
  for (;;) {
    const { body } = await call(sandbox, '/decisions')
    if (JSON.stringify(body).includes(text)) return
  }
}
