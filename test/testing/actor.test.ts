import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { a } from '@aws-amplify/data-schema'

import { openSandbox } from '../../emulator/testing/index.ts'
import { personas, rooms } from './definitions.ts'

const sandbox = await openSandbox({ definition: rooms(), personas })
const [alice, bob] = [sandbox.as('alice'), sandbox.as('bob')]
beforeEach(() => sandbox.reset())

const now = '2030-01-01T00:00:00.000Z'
const times = { createdAt: now, updatedAt: now }

test('models really do it, select every field, and give items that remember their model', async () => {
  const { data: room, ...rest } = await alice.models['Room'].create({
    id: 'r',
    name: 'x',
    seats: 2,
  })

  assert.deepEqual(rest, {})
  const all = { id: 'r', name: 'x', seats: 2, code: null, ...times, owner: 'alice' }
  assert.deepEqual(room, all)
  await alice.can('update', room)
  assert.deepEqual(await alice.models['Room'].get({ id: 'r' }), { data: all })
  assert.deepEqual(await alice.models['Room'].get(room), { data: all })
  const page = { data: [all], nextToken: null }
  assert.deepEqual(await alice.models['Room'].list({ filter: { name: { eq: 'x' } } }), page)
  assert.deepEqual(await alice.models['Room'].listRoomByName({ name: 'x' }), page)
  assert.deepEqual(await alice.models['Room'].update({ id: 'r', seats: null }), {
    data: { ...all, seats: null },
  })
  assert.deepEqual(await alice.models['Room'].delete(room), { data: { ...all, seats: null } })
  assert.deepEqual(await sandbox.stored('Room'), [])
})

test('models answer a refusal as the API does, and do nothing', async () => {
  await sandbox.put('Room', { id: 'r', name: 'x', owner: 'alice' })

  const { data, errors } = await bob.models['Room'].delete({ id: 'r' })

  assert.equal(data, null)
  assert.deepEqual(
    errors?.map(({ message }: { message: string }) => message),
    ['Not Authorized to access deleteRoom on type Mutation'],
  )
  assert.equal((await sandbox.stored('Room')).length, 1)
})

test('models have what the definition has: custom types are selected, disabled operations are not there', async () => {
  const { data } = await alice.models['Log'].create({ id: 'l', line: 'x', sub: { at: 'y' } })

  assert.deepEqual(data, { id: 'l', line: 'x', sub: { at: 'y' }, ...times })
  assert.deepEqual(Object.keys(alice.models['Log']), ['get', 'list', 'create'])
})

test('subscriptions of models hear items; none() says when something came', async () => {
  const heard = await alice.models['Room'].onUpdate({ filter: { seats: { gt: 1 } } })
  const room = await sandbox.put('Room', { id: 'r', name: 'x', owner: 'alice' })
  await alice.models['Room'].update({ id: 'r', seats: 1 })
  await heard.none()
  await alice.models['Room'].update({ id: 'r', seats: 2 })

  await assert.rejects(heard.none(), /^Error: expected no event, but heard 1: .*"seats":2/)
  const { value } = await heard.next()
  assert.deepEqual(value, {
    data: { ...times, id: 'r', name: 'x', seats: 2, code: null, owner: 'alice' },
  })
  await alice.can('update', value.data)
  await heard.none()
  assert.deepEqual(heard.filter, [
    {
      filters: [
        { fieldName: 'owner', operator: 'eq', value: 'alice' },
        { fieldName: 'seats', operator: 'gt', value: 1 },
      ],
    },
  ])
  await sandbox.as('holly').can('update', room)
})

test('listen and hear: who may subscribe, and who is told of a change; nothing changes and nobody else hears', async () => {
  const room = await sandbox.put('Room', { id: 'r', name: 'x', owner: 'alice' })
  const heard = await alice.models['Room'].onUpdate()

  await alice.can('listen', 'Room')
  await alice.can('listen', 'Room', { owner: 'alice', filter: { seats: { gt: 1 } } })
  await bob.cannot('listen', 'Room', { owner: 'alice', reason: 'another-owner-asked-for' })
  await sandbox.as({ sub: 'x' }).cannot('listen', 'Room', 'claim-missing')
  await alice.can('hear', room)
  await alice.cannot('hear', room, { filter: { seats: { gt: 1 } }, reason: 'hidden' })
  await bob.cannot('hear', room, 'hidden')
  await sandbox.as('holly').can('hear', room)
  await heard.none()
  assert.deepEqual(await sandbox.stored('Room'), [room])
})

test('a list may be asked for with a filter, an owner and arguments', async () => {
  await alice.can('list', 'Room', {
    filter: { name: { eq: 'x' } },
    owner: 'bob',
    args: { limit: 5 },
  })
  await assert.rejects(alice.can('list', 'Room', { args: { limit: 'five' } }), {
    code: 'OTHER_ERROR',
  })
  await sandbox.as.guest().can('list', 'Room')
})

test('sees: which items a list shows, in the order given', async () => {
  const put = (id: string, owner: string): Promise<object> =>
    sandbox.put('Room', { id, name: 'x', owner })
  const [one, two, three] = [
    await put('1', 'alice'),
    await put('2', 'bob'),
    await put('3', 'alice'),
  ]
  const log = await sandbox.put('Log', { line: 'x' })

  assert.deepEqual(await alice.sees([three, two, log, one]), [three, log, one])
  assert.deepEqual(await sandbox.as({ sub: 'x' }).sees([one, two, three]), [])
  assert.deepEqual(await alice.sees([]), [])
})

test('decide gives the decision without asserting anything', async () => {
  const room = await sandbox.put('Room', { name: 'x', owner: 'alice' })

  const { effect, reason, rules } = await bob.decide('update', room)

  assert.deepEqual([effect, reason], ['deny', 'no-role-matches'])
  assert.deepEqual(
    rules.map((rule) => rule.reason),
    ['claim-missing', 'not-the-owner'],
  )
  await assert.rejects(
    sandbox.as.nobody().decide('update', room),
    /^AccessError: nobody asked to update Room .*, and no decision was made\n\n {2}401 /,
  )
})

test('custom operations are called by name, and answer as the API does', async () => {
  const schema = a.schema({
    echo: a
      .query()
      .arguments({ text: a.string().required(), times: a.integer() })
      .returns(a.string())
      .authorization((allow) => [allow.authenticated('oidc')])
      .handler(a.handler.custom({ entry: './echo.js' })),
    Log: a.model({ line: a.string() }).authorization((allow) => [allow.authenticated('oidc')]),
  })
  const own = await openSandbox({ definition: schema, personas })

  const { data, errors } = await own.as('alice').queries['echo']({ text: 'x' })
  const wrong = await own.as('alice').queries['echo']({ text: 'x', time: 1 })

  assert.deepEqual(Object.keys(own.as('alice').queries), ['echo'])
  assert.deepEqual(Object.keys(own.as('alice').mutations), [])
  assert.equal(data, null)
  // The handler is a file that is not there; that it was asked for is what counts.
  assert.deepEqual([errors?.length, errors?.[0]?.path], [1, ['echo']])
  assert.match(wrong.errors?.[0]?.message ?? '', /Unknown field argument time/)
})
