import assert from 'node:assert/strict'
import { test } from 'node:test'

import { a } from '@aws-amplify/data-schema'
import type { ClientSchema } from '@aws-amplify/data-schema'
import { generateClient } from 'aws-amplify/data'

import { configureAmplify, denial, shown, times } from './configure-amplify.ts'

const definition = 'test/clients/blog/amplify/data/resource.ts'

/** The models of that definition, for the types of the client: an app has them from its own resource.ts. */
const schema = a.schema({
  Post: a
    .model({
      title: a.string().required(),
      owner: a.string(),
      status: a.string(),
      publishedOn: a.date(),
      comments: a.hasMany('Comment', 'postId'),
    })
    .secondaryIndexes((index) => [
      index('status').sortKeys(['publishedOn']).queryField('postsByStatus'),
    ])
    .authorization((allow) => [allow.owner('oidc')]),
  Comment: a
    .model({ text: a.string(), postId: a.id(), post: a.belongsTo('Post', 'postId') })
    .authorization((allow) => [allow.owner('oidc')]),
})
type Schema = ClientSchema<typeof schema>

test('aws-amplify follows relations, queries an index and hears of a failed validation', async (t) => {
  const signIn = await configureAmplify(t, definition)
  const { Comment, Post } = generateClient<Schema>({ authMode: 'oidc' }).models
  const post = {
    id: 'p',
    title: 'Hello',
    owner: 'alice',
    status: 'open',
    publishedOn: '2026-01-01',
    ...times,
  }
  const comment = { id: 'c', text: 'first', postId: 'p', owner: 'alice', ...times }

  await signIn({ persona: 'alice' })
  const short = await Post.create({ title: 'H' })
  const { data: created } = await Post.create({
    id: 'p',
    title: 'Hello',
    status: 'open',
    publishedOn: '2026-01-01',
  })
  const { data: commented } = await Comment.create({ id: 'c', text: 'first', postId: 'p' })
  assert.ok(created)
  assert.ok(commented)

  assert.deepEqual(
    short.errors?.map(({ errorType, message }) => [errorType, message]),
    [[null, 'too short']],
  )
  assert.deepEqual(shown(await created.comments()), { data: [comment] })
  assert.deepEqual(shown(await commented.post()), { data: post })
  const chosen = await Post.get({ id: 'p' }, { selectionSet: ['title', 'comments.text'] })
  assert.deepEqual(shown(chosen), {
    data: { title: 'Hello', comments: [{ text: 'first' }] },
  })

  await signIn({ persona: 'bob' })
  const recent = { status: 'open', publishedOn: { gt: '2025-12-31' } }
  const old = { status: 'open', publishedOn: { gt: '2026-01-01' } }
  assert.deepEqual(shown(await Post.postsByStatus(recent)), { data: [post] })
  assert.deepEqual(shown(await Post.postsByStatus(old)), { data: [] })
  assert.deepEqual(
    shown(await Post.update({ id: 'p', title: 'his' })),
    denial('updatePost', 'Mutation', null),
  )

  await signIn({ persona: 'carol' })
  assert.deepEqual(shown(await Post.postsByStatus({ status: 'open' })), { data: [] })
  assert.deepEqual(shown(await Comment.get({ id: 'c' })), { data: comment })
})
