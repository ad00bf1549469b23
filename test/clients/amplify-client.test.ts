import assert from 'node:assert/strict'
import { test } from 'node:test'

import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'
import { generateClient } from 'aws-amplify/data'

import { sample } from '../running-sandbox.ts'
import { configureAmplify, denial, shown, times } from './configure-amplify.ts'

/** Two models of the sample, for the types of the client: an app has them from its own resource.ts. */
const schema = a.schema({
  Todo: a.model({ content: a.string() }).authorization((allow) => [allow.authenticated('oidc')]),
  Note: a
    .model({ title: a.string().required(), body: a.string() })
    .authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
})
type Schema = ClientSchema<typeof schema>

test('aws-amplify works with the written amplify_outputs.json, persona by persona', async (t) => {
  const signIn = await configureAmplify(t, sample)
  const { Note, Todo } = generateClient<Schema>({ authMode: 'oidc' }).models
  const note = { id: 'n', title: 'hers', body: null, owner: 'alice', ...times }

  await signIn({ persona: 'alice' })
  const created = await Note.create({ id: 'n', title: 'hers' })
  const got = await Note.get({ id: 'n' })
  const listed = await Note.list({ filter: { title: { beginsWith: 'h' } } })
  const updated = await Note.update({ id: 'n', body: 'new' })
  const duplicate = await Note.create({ id: 'n', title: 'again' })

  assert.deepEqual(shown(created), { data: note })
  assert.deepEqual(shown(got), { data: note })
  assert.deepEqual(shown(listed), { data: [note] })
  assert.deepEqual(shown(updated), { data: { ...note, body: 'new' } })
  const conflict = {
    path: ['createNote'],
    data: null,
    errorType: 'DynamoDB:ConditionalCheckFailedException',
    errorInfo: null,
    locations: [{ line: 2, column: 3, sourceName: null }],
    message:
      'The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: <id>)',
  }
  assert.deepEqual(shown(duplicate), { data: null, errors: [conflict] })

  await signIn({ persona: 'bob' })
  assert.deepEqual(shown(await Note.get({ id: 'n' })), denial('getNote', 'Query', null))
  assert.deepEqual(
    shown(await Note.update({ id: 'n', body: 'his' })),
    denial('updateNote', 'Mutation', null),
  )
  assert.deepEqual(shown(await Note.delete({ id: 'n' })), denial('deleteNote', 'Mutation', null))
  const bobs = { id: 'note-bob', title: "Bob's note", body: 'only for bob', owner: 'bob', ...times }
  assert.deepEqual(shown(await Note.list()), { data: [bobs] })
  const todo = await Todo.create({ content: 'by bob' })
  assert.deepEqual(shown(todo), {
    data: { id: '<uuid>', content: 'by bob', owner: 'bob', ...times },
  })

  await signIn({ persona: 'alice' })
  const deleted = await Note.delete({ id: 'n' })
  const gone = await Note.get({ id: 'n' })

  assert.deepEqual(shown(deleted), { data: { ...note, body: 'new' } })
  assert.deepEqual(shown(gone), { data: null })
})

test('aws-amplify says Unauthorized when the sign-in is older than the API allows', async (t) => {
  const signIn = await configureAmplify(t, sample)

  await signIn({ persona: 'alice', authTime: Math.floor(Date.now() / 1000) - 301 })
  const { data, errors } = await generateClient<Schema>({ authMode: 'oidc' }).models.Note.get({
    id: 'note-alice',
  })

  assert.equal(data, null)
  assert.deepEqual(
    errors?.map(({ message }) => message),
    ['Unauthorized'],
  )
})
