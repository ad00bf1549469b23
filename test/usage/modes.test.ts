import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'

const sandbox = await openSandbox({ definition: 'test/clients/shop/amplify/data/resource.ts' })
const alice = sandbox.as('alice')
const bob = sandbox.as('bob')
const admin = sandbox.as('Admin')

beforeEach(() => sandbox.reset())

test('personas are users of the user pool where that is the default mode', async () => {
  await alice.graphql('mutation { createOrder(input: { id: "o", item: "tea" }) { id } }')
  const [order] = await sandbox.stored('Order')
  assert.ok(order)

  assert.equal(order['owner'], 'alice::alice')
  await alice.can('read', order)
  await bob.cannot('read', order, 'not-the-owner')
  await admin.can('read', order)
  await admin.cannot('update', order, 'not-the-owner')
  await bob.cannot('list', 'Delivery', 'mode-not-allowed')
})

test('a persona may sign in to the other kind of token', async () => {
  const delivery = await sandbox.put('Delivery', { carrier: 'bike', owner: 'bob' })

  await sandbox.as('bob', { mode: 'oidc' }).can('read', delivery)
  await bob.cannot('read', delivery, 'mode-not-allowed')
})

test('guests, signed-in users of the identity pool and other principals sign their requests', async () => {
  const visit = await sandbox.put('Visit', { page: '/' })

  await sandbox.as.guest().can('create', 'Visit')
  await sandbox.as.guest().cannot('read', visit, 'not-this-principal')
  await sandbox.as.guest().cannot('list', 'Order', 'iam-policy')
  await sandbox.as.authenticated().can('read', visit)
  await sandbox.as.authenticated().cannot('list', 'Delivery', 'iam-policy')
  await sandbox.as.admin().can('list', 'Delivery')
})

test('the API key opens what its rules say, until it expires', async () => {
  const apiKey = sandbox.as.apiKey()

  await apiKey.can('list', 'Product')
  await apiKey.cannot('list', 'Order', 'mode-not-allowed')
  sandbox.clock.advance('2d')
  await apiKey.cannot('list', 'Product', 'api-key-expired')
  await assert.rejects(apiKey.can('list', 'Product'), {
    message: `apiKey cannot list Product, but was expected to

  401 You are not authorized to make this call. (api-key-expired): the API key expired 0 s ago, as apiKeyAuthorizationMode.expiresInDays has it (7 by default)`,
  })
})
