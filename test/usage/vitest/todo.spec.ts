import { expect, test } from 'vitest'

import { openSandbox } from 'amplite/testing'
import { accessMatchers } from 'amplite/testing/expect'
import type { AccessMatchers } from 'amplite/testing/expect'

declare module 'vitest' {
  interface Assertion extends AccessMatchers {}
}
expect.extend(accessMatchers)

// One world for each test costs milliseconds. With an Amplify project around it: openSandbox<Schema>(), and no definition.
const options = {
  definition: 'amplify/data/resource.ts',
  personas: { alice: { user_id: 'alice' }, bob: { user_id: 'bob' }, anon: { sub: 'anon' } },
}

test('everybody who may do something with a Note, and nobody else', async () => {
  const sandbox = await openSandbox(options)
  const items = {
    own: await sandbox.put('Note', { title: 'mine', owner: 'alice' }),
    others: await sandbox.put('Note', { title: 'yours', owner: 'bob' }),
  }

  await sandbox.expects('Note', items, {
    alice: { own: 'get list update delete', new: 'create listen' },
    bob: { others: 'get list update delete', new: 'create listen' },
  })
  await sandbox.close()
})

test('a created note is a plain object, and its owner is filled in', async () => {
  const sandbox = await openSandbox(options)

  const { data } = await sandbox.as('alice').models.Note.create({ title: 'x' })

  expect(data).toMatchObject({ title: 'x', owner: 'alice' })
  expect(await sandbox.stored('Note')).toEqual([expect.objectContaining({ owner: 'alice' })])
  await expect(sandbox.as('bob').can('update', data)).rejects.toThrow(/not-the-owner/)
  await sandbox.close()
})

test('the same as matchers', async () => {
  const sandbox = await openSandbox(options)
  const note = await sandbox.put('Note', { title: 'mine', owner: 'alice' })

  await expect(sandbox.as('alice')).toBeAllowed('update', note)
  await expect(sandbox.as('bob')).toBeRefused('update', note, 'not-the-owner')
  await expect(
    expect(sandbox.as('bob')).toBeAllowed('update', note, { input: { title: 'his' } }),
  ).rejects.toThrow(/bob cannot update Note .* but was expected to/)
  await sandbox.close()
})
