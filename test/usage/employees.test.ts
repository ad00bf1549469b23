import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'

import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'

import { openSandbox } from '../../emulator/testing/index.ts'

// In an Amplify project these come from amplify/data/resource.ts: import type { Schema } from '../amplify/data/resource.ts'.
const schema = a.schema({
  Employee: a
    .model({
      name: a.string().required(),
      ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
    })
    .authorization((allow) => [
      allow.owner('oidc').identityClaim('user_id'),
      allow.groups(['HR'], 'oidc').withClaimIn('user_groups').to(['read', 'update']),
    ]),
})
type Schema = ClientSchema<typeof schema>

const sandbox = await openSandbox<Schema>({
  definition: schema,
  personas: {
    alice: { user_id: 'alice' },
    bob: { user_id: 'bob' },
    holly: { user_id: 'h', user_groups: ['HR'] },
  },
})
beforeEach(() => sandbox.reset())

test('an employee belongs to whoever created it', async () => {
  const { data: employee } = await sandbox.as('alice').models.Employee.create({ name: 'Al' })

  await sandbox.as('alice').can('update', employee)
  await sandbox.as('bob').cannot('update', employee, 'not-the-owner')
  await sandbox.as('holly').can('update', employee, { input: { name: 'Alan' } })
  await sandbox.as('holly').cannot('read', employee, { field: 'ssn' })
})

test('who sees whom', async () => {
  const [al, bo] = await sandbox.put('Employee', [
    { name: 'Al', owner: 'alice' },
    { name: 'Bo', owner: 'bob' },
  ])
  assert.ok(al && bo)

  assert.deepEqual(await sandbox.as('alice').sees([al, bo]), [al])
  assert.deepEqual(await sandbox.as('holly').sees([al, bo]), [al, bo])
})

test('whose changes are heard', async () => {
  const { Employee } = sandbox.as('alice').models
  const heard = await sandbox.as('holly').models.Employee.onUpdate()
  const unheard = await sandbox.as('bob').models.Employee.onUpdate()
  const { data: employee } = await Employee.create({ name: 'Al' })
  assert.ok(employee)

  await Employee.update({ id: employee.id, name: 'Alan' })

  const { value } = await heard.next()
  assert.equal(value.data?.name, 'Alan')
  await unheard.none()
})
