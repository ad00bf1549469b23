import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'
import { personas, rooms } from './definitions.ts'

const sandbox = await openSandbox({ definition: rooms(), personas })
beforeEach(() => sandbox.reset())

const right = {
  alice: { own: 'get list update delete', others: '', new: 'create, listen' },
  bob: { others: 'get list update delete', new: 'create listen' },
  holly: { own: 'get list update', others: 'get list update', new: 'create listen' },
}
const put = async (): Promise<Record<string, object>> => ({
  own: await sandbox.put('Room', { id: 'r1', name: 'x', owner: 'alice' }),
  others: await sandbox.put('Room', { id: 'r2', name: 'y', owner: 'bob' }),
})

test('a table that lists all access, and nothing else, holds', async () => {
  const items = await put()

  await sandbox.expects('Room', items, right)
  await sandbox.expects('Room', items, { ...right, guest: { own: 'list', others: 'list' } })
})

test('wrong entries are printed as a table: too much, too little, and the first trace', async () => {
  const items = await put()
  const { bob: _nobody, ...others } = right
  const table = { ...others, holly: { ...right.holly, own: 'get list update delete' } }

  await assert.rejects(sandbox.expects('Room', items, table), {
    code: 'TABLE_DIFFERS',
    message: `7 entries are wrong in the table of Room

  who    item    operation  wanted   got
  bob    others  get        refused  allowed
  bob    others  list       refused  allowed
  bob    others  update     refused  allowed
  bob    others  delete     refused  allowed
  bob    new     create     refused  allowed
  bob    new     listen     refused  allowed
  holly  own     delete     allowed  refused (no-role-matches)

  getRoom by bob {"user_id":"bob"} (oidc) on {"id":"r2","owner":"bob"}: a rule admits the caller
  · allow.groups(['HR'], 'oidc').withClaimIn('user_groups').to(['read', 'update'])  not needed; would be claim-missing: the token has no usable user_groups
  ✓ allow.owner('oidc').identityClaim('user_id')                                    granted: owner is "bob", user_id is "bob"

  it would be refused without allow.owner('oidc').identityClaim('user_id')`,
  })
})

test('operations that the model does not have need no entry', async () => {
  const all = { log: 'get list', new: 'create' }
  const log = await sandbox.put('Log', { line: 'x' })

  await sandbox.expects('Log', { log }, { alice: all, bob: all, holly: all })
})

test('names that stand for nobody and nothing are errors', async () => {
  const items = await put()
  const slips = [
    [{ alcie: {} }, /no persona "alcie"; did you mean "alice"\?/],
    [{ alice: { owned: 'get' } }, /no item "owned"/],
    [{ alice: { own: 'gte' } }, /no operation "gte"; did you mean "get"\?/],
    [
      { alice: { new: 'update' } },
      /no operation "update"; did you mean "create"\?; there are create, listen/,
    ],
  ] as const

  for (const [table, message] of slips)
    await assert.rejects(sandbox.expects('Room', items, table), message)
})
