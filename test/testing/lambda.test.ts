import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import { personas, rooms } from './definitions.ts'

const sandbox = await openSandbox({ definition: 'test/handlers/shop/amplify/data/resource.ts' })
const { as } = sandbox
beforeEach(() => sandbox.reset())
after(() => sandbox.close())

test('whom the authorizer let in may do what allow.custom() says, without its code being run', async () => {
  const note = await sandbox.put('Note', { text: 'roses', price: 3 })

  await as.lambda().can('update', note, { input: { price: 4 } })
  await as.lambda().can('listen', 'Note')
  await sandbox.expects(
    'Note',
    { note },
    {
      lambda: { note: 'get list update delete', new: 'create listen' },
      noclaim: { note: 'get list', new: 'listen' },
    },
  )
})

test('what it denies is null with an error, by its name or its ARN', async () => {
  const note = await sandbox.put('Note', { id: 'n', text: 'roses', price: 3 })
  const arn = 'arn:aws:appsync:eu-west-1:123456789012:apis/x/types/Note/fields/price'

  for (const field of ['Note.price', arn]) {
    const guarded = as.lambda({ deniedFields: [field] })
    await guarded.cannot('read', note, { field: 'price', errors: 'not-authorized' })
    await guarded.can('read', note, { field: 'text' })
    await assert.rejects(guarded.can('read', note, { field: 'price' }), {
      code: 'EXPECTED_ACCESS',
      message: /answered: Not Authorized to access price on type Note$/,
    })
  }
})

test('subscribers are taken for the same caller', async () => {
  const heard = await as
    .lambda({ deniedFields: ['Note.price'] })
    .subscribe('subscription { onCreateNote { text price } }')
  await as.lambda().models['Note'].create({ text: 'tulips', price: 3 })

  const { value } = await heard.next()
  assert.deepEqual(value.data, { onCreateNote: { text: 'tulips', price: null } })
})

test('resolvers are told the context', async () => {
  const { data } = await as.lambda({ context: { user: 'carol' } }).mutations['echo']({ word: 'w' })

  const event: { readonly identity: unknown } = JSON.parse(data)
  assert.deepEqual(event.identity, { resolverContext: { user: 'carol' } })
})

test('what cannot be is an error by itself', async () => {
  const other = await openSandbox({ definition: rooms(), personas })

  assert.throws(
    () => other.as.lambda(),
    new TypeError('no Lambda authorizer lets anybody in here: the API takes oidc, iam'),
  )
  assert.throws(
    () => as.lambda({ deniedFields: ['Note.prize'] }),
    new TypeError('as.lambda(): there is no field "Note.prize"; did you mean "Note.price"?'),
  )
  await assert.rejects(as.lambda().token(), /^TypeError: lambda \{\} \(lambda\) has no token$/)
})
