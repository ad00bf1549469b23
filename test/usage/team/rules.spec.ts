import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'

import { openSandbox } from 'amplite/testing'

import type { Schema } from './amplify/data/resource.ts'

const sandbox = await openSandbox<Schema>()
const [alice, bob, sue] = [sandbox.as('alice'), sandbox.as('bob'), sandbox.as('sue')]
beforeEach(() => sandbox.reset())
after(() => sandbox.close())

test('a ticket belongs to whoever opens it', async () => {
  const { data: ticket } = await alice.models.Ticket.create({ title: 'no light' })

  await alice.can('update', ticket, { input: { title: 'no light at all' } })
  await bob.cannot('get', ticket, 'not-the-owner')
  await bob.cannot('update', ticket, 'not-the-owner')
  await bob.cannot('delete', ticket, 'not-the-owner')
})

test('support answers tickets and deletes none; nobody else comes near those of others', async () => {
  const items = {
    hers: await sandbox.put('Ticket', { title: 'no light', owner: 'alice' }),
    his: await sandbox.put('Ticket', { title: 'no heat', owner: 'bob' }),
  }

  await sandbox.expects('Ticket', items, {
    alice: { hers: 'get list update delete', new: 'create listen' },
    bob: { his: 'get list update delete', new: 'create listen' },
    sue: { hers: 'get list update', his: 'get list update', new: 'create listen' },
    lee: { new: 'create listen' },
    newcomer: {},
  })
  assert.deepEqual(await sue.sees([items.hers, items.his]), [items.hers, items.his])
})

test('whoever opens a ticket hears of the answer, and nobody else does', async () => {
  const ticket = await sandbox.put('Ticket', { title: 'no light', owner: 'alice' })
  const [hers, his] = [await alice.models.Ticket.onUpdate(), await bob.models.Ticket.onUpdate()]

  await sue.models.Ticket.update({ id: ticket.id, answer: 'try the switch' })

  const { value } = await hers.next()
  assert.equal(value?.data?.answer, 'try the switch')
  await his.none()
})

test('news are read by everybody and written by their team', async () => {
  const news = await sandbox.put('News', { text: 'release day', team: 'engineering' })

  await alice.can('update', news, { input: { text: 'release week' } })
  await bob.can('read', news)
  await bob.cannot('update', news, 'not-in-item-groups')
  await bob.cannot('create', 'News', { input: { text: 'x', team: 'engineering' } })
})

test('everybody finds everybody, and each sees their own salary', async () => {
  const employee = await sandbox.put('Employee', { name: 'Alice', salary: 100, owner: 'alice' })

  await alice.can('read', employee)
  await bob.can('read', employee, { field: 'name' })
  await bob.cannot('read', employee, { field: 'salary', reason: 'not-the-owner' })
  await bob.cannot('update', employee, { input: { name: 'Ally' } })
})

test('an absence is withdrawn by whoever entered it, and never changed', async () => {
  const absence = await sandbox.put('Absence', {
    from: '2030-03-01',
    until: '2030-03-05',
    owner: 'alice',
  })

  await alice.can('delete', absence)
  await alice.cannot('update', absence, { input: { until: '2030-03-06' } })
  await bob.cannot('delete', absence, 'not-the-owner')
  await bob.cannot('list', absence, 'hidden')
})

test('both days count', async () => {
  const { data } = await bob.queries.daysOff({ from: '2030-03-01', until: '2030-03-05' })

  assert.equal(data, 5)
})

test('a session lasts eight hours, however often its token is renewed', async () => {
  sandbox.clock.advance('8h')
  await alice.can('list', 'News')

  sandbox.clock.advance('1s')

  await alice.cannot('list', 'News', 'signed-in-too-long-ago')
})

test('whom the directory does not know gets nothing of their own', async () => {
  await sandbox.as('newcomer').cannot('create', 'Ticket', 'claim-missing')
})

test('the rules are those that were reviewed', () => {
  sandbox.matrix().check('authz.lock')
})
