import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { parse } from 'graphql'

import { createFrozenClock } from '../../../emulator/clock.ts'
import type { OpenSubscription, RefusedSubscription } from '../../../emulator/graphql/subscribe.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import { createSigningKeys } from '../../../emulator/issuer/signing-keys.ts'
import { loadPolicy } from '../../../emulator/load-policy.ts'
import { createMemoryStore } from '../../../emulator/store/memory-store.ts'
import { createWorld } from '../../../emulator/world.ts'
import { createProject, resourcePath, resourceText } from '../../definition/project.ts'

const publish = `export const request = () => ({})
export const response = (ctx) => ctx.args
`
const body = `const schema = a.schema({
  Message: a.customType({ room: a.string(), text: a.string(), size: a.integer() }),
  ping: a.query().returns(a.string()).authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './publish.js' })),
  publish: a.mutation()
    .arguments({ room: a.string(), text: a.string(), size: a.integer() })
    .returns(a.ref('Message'))
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './publish.js' })),
  receive: a.subscription().for(a.ref('publish'))
    .arguments({ room: a.string(), size: a.integer() })
    .authorization((allow) => [allow.authenticated('oidc')])
    .handler(a.handler.custom({ entry: './receive.js' })),
})`

const alice: Identity = { mode: 'oidc', issuer: 'https://idp.example', claims: { sub: 'alice' } }

type Subscribed = OpenSubscription | RefusedSubscription

/** Subscribes with this handler; what is accepted hears by `hears` and shows by `deliver`. */
async function subscribe(t: TestContext, receive: string, query: string): Promise<Subscribed> {
  const root = createProject(t, {
    [resourcePath]: resourceText(body),
    'amplify/data/publish.js': publish,
    'amplify/data/receive.js': `import { util, extensions } from '@aws-appsync/utils'\n${receive}`,
  })
  const world = await createWorld({
    ...(await loadPolicy(join(root, resourcePath))),
    store: createMemoryStore(),
    clock: createFrozenClock(0),
    keys: await createSigningKeys(),
    issuer: 'https://idp.example',
  })
  return world.subscribe({ document: parse(query), identity: alice })
}

function accepted(subscribed: Subscribed): OpenSubscription {
  assert.ok('hears' in subscribed, JSON.stringify(subscribed))
  return subscribed
}

/** Which of these payloads it hears, by their texts. */
function heard(subscription: OpenSubscription, payloads: readonly object[]): readonly unknown[] {
  return payloads
    .filter((payload) => subscription.hears({ mutation: 'publish', payload: { ...payload } }))
    .map((payload) => ('text' in payload ? payload.text : undefined))
}

const payloads = [
  { room: 'a', text: 'one', size: 1 },
  { room: 'a', text: 'two', size: 2 },
  { room: 'b', text: 'three', size: 3 },
]
const plain = 'export const request = () => ({})\nexport const response = (ctx) => ctx.result'
const query = 'subscription { receive(room: "a") { room text } }'

suite('without a filter the arguments given must be what the mutation answered', () => {
  const cases = [
    ['subscription { receive { text } }', ['one', 'two', 'three']],
    [query, ['one', 'two']],
    ['subscription { receive(room: "a", size: 2) { text } }', ['two']],
    ['subscription { receive(room: "c") { text } }', []],
  ] as const
  for (const [asked, texts] of cases) {
    test(asked, async (t) => {
      const subscription = accepted(await subscribe(t, plain, asked))

      assert.deepEqual(heard(subscription, payloads), texts)
      assert.equal(subscription.hears({ mutation: 'other', payload: { room: 'a' } }), false)
    })
  }
})

suite('with a filter only that counts', () => {
  const cases = [
    ['{ size: { gt: 1 } }', ['two', 'three']],
    ["{ or: [{ text: { beginsWith: 'o' } }, { room: { eq: 'b' } }] }", ['one', 'three']],
    ['{ room: { eq: ctx.args.room }, size: { in: [2, 3] } }', ['two']],
    ['{ text: { eq: ctx.identity.sub } }', []],
  ] as const
  for (const [filter, texts] of cases) {
    test(filter, async (t) => {
      const receive = `export const request = () => ({ payload: null })
      export function response(ctx) {
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(${filter}))
        return null
      }`
      const subscription = accepted(await subscribe(t, receive, query))

      assert.deepEqual(heard(subscription, payloads), texts)
    })
  }
})

test('an event shows what the subscription selects, and runs the handler no more', async (t) => {
  const receive = `export const request = () => ({})
  export function response(ctx) { if (ctx.prev.result.room) util.error('again'); return null }`
  const subscription = accepted(await subscribe(t, receive, query))

  const { data, errors } = await subscription.deliver({
    mutation: 'publish',
    payload: { room: 'a', text: 'one', size: 1 },
  })

  assert.equal(errors, undefined)
  assert.deepEqual(JSON.parse(JSON.stringify(data)), { receive: { room: 'a', text: 'one' } })
})

suite('the handler can refuse', () => {
  const cases = [
    [
      'util.unauthorized()',
      'Unauthorized',
      'Not Authorized to access receive on type Subscription',
    ],
    ["util.error('no such room', 'Rooms')", 'Rooms', 'no such room'],
    [
      'extensions.setSubscriptionInvalidationFilter({ filterGroup: [] })',
      'NotEmulated',
      'extensions.setSubscriptionInvalidationFilter() is not emulated',
    ],
  ] as const
  for (const [call, errorType, message] of cases) {
    test(call, async (t) => {
      const receive = `export const request = () => ({})\nexport const response = () => ${call}`
      const refused = await subscribe(t, receive, query)

      assert.ok('errors' in refused)
      const [error] = refused.errors
      assert.ok(error !== undefined && 'errorType' in error)
      assert.deepEqual([error.errorType, error.message], [errorType, message])
    })
  }
})
