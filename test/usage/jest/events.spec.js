import { openSandbox } from 'amplite/testing'
import { accessMatchers } from 'amplite/testing/expect'

// Run with: node --experimental-vm-modules node_modules/jest/bin/jest.js
expect.extend(accessMatchers)

let sandbox
beforeAll(async () => {
  sandbox = await openSandbox({
    definition: 'amplify/data/resource.ts',
    personas: { alice: { user_id: 'alice' }, bob: { user_id: 'bob' } },
  })
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

test('bob hears nothing of the notes of alice', async () => {
  const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
  const events = await sandbox.as('bob').subscribe('subscription { onUpdateNote { id owner } }')

  await sandbox.as('alice').models.Note.update({ id: note.id, title: 'y' })

  await events.none()
})

test('five minutes after sign-in the token is refused, a renewed one too', async () => {
  const alice = sandbox.as('alice')
  await alice.can('list', 'Note')

  sandbox.clock.advance('301s')

  await alice.cannot('list', 'Note', 'signed-in-too-long-ago')
  const { errors } = await alice.graphql('{ listNotes { items { id } } }')
  expect(errors).toEqual([{ errorType: 'UnauthorizedException', message: 'Unauthorized' }])
})

test('a note is for whoever created it', async () => {
  const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })

  await expect(sandbox.as('alice')).toBeAllowed('update', note)
  await expect(sandbox.as('bob')).toBeRefused('update', note, 'not-the-owner')
})
