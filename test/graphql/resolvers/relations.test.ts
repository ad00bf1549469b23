import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'

import type { Claims } from '../../../emulator/model/claims.ts'
import { openSandbox } from '../../../emulator/testing/index.ts'
import type { Sandbox } from '../../../emulator/testing/index.ts'
import { refused, wordsOf } from './words-of.ts'
import type { Words } from './words-of.ts'

const callers = {
  alice: { sub: 's1', user_id: 'alice' },
  bob: { sub: 's2', user_id: 'bob' },
  nobody: { sub: 's3' },
  admin: { sub: 's4', groups: ['admins'] },
  red: { sub: 's5', user_id: 'alice', groups: ['red'] },
} satisfies Record<string, Claims>

/** What AWS's generated resolvers answer, as run over the same definition and items. */
interface Case {
  readonly as: keyof typeof callers
  readonly ask: string
  readonly answer: Words
}

const open = (): Promise<Sandbox> =>
  openSandbox({ definition: 'test/graphql/resolvers/relations.graphql' })

/** Sends the requests in turn to one sandbox with these items. */
function check(title: string, cases: readonly Case[]): void {
  suite(title, () => {
    let sandbox: Sandbox
    before(async () => {
      sandbox = await open()
      await putItems(sandbox)
    })
    for (const { as, ask, answer } of cases) {
      test(`${as}: ${ask}`, async () => {
        const got = await sandbox.as(callers[as]).graphql(ask)

        assert.deepEqual(wordsOf(got), answer)
      })
    }
  })
}

const items = {
  User: [
    { id: 'alice', name: 'Alice' },
    { id: 'bob', name: 'Bob' },
  ],
  Post: [
    { id: 'p1', authorId: 'alice', owner: 'alice', title: 'a' },
    { id: 'p2', authorId: 'bob', owner: 'bob', title: 'b' },
    { id: 'p3', authorId: 'gone', owner: 'alice', title: 'c' },
    { id: 'p4', owner: 'alice', title: 'd' },
  ],
  Comment: [
    { id: 'c1', postId: 'p1', team: 'red', text: 'x' },
    { id: 'c2', postId: 'p1', team: 'blue', text: 'y' },
    { id: 'c3', postId: 'p2', team: 'blue', text: 'z' },
  ],
  Bio: [
    { id: 'b1', userId: 'alice', owner: 'bob', kind: 'k' },
    { id: 'b2', userId: 'alice', owner: 'alice', kind: 'k' },
    { id: 'b3', userId: 'bob', owner: 'bob', kind: 'k' },
  ],
  Album: [{ id: 'a1', title: 'summer' }],
  Photo: [
    { id: 'f1', albumId: 'a1', taken: 1, caption: 'sea' },
    { id: 'f2', albumId: 'a1', taken: 2, caption: 'sun' },
  ],
  Cover: [{ id: 'v1', albumId: 'a1' }],
}

async function putItems(sandbox: Sandbox): Promise<void> {
  for (const [model, some] of Object.entries(items)) {
    for (const item of some) await sandbox.put(model, item)
  }
}

const one = (field: string, item: object): Words => ({ data: { [field]: item } })
const many = (field: string, some: readonly object[]): Words => one(field, { items: some })
const denied = (field: string, type: string): Words =>
  refused(field, 'Unauthorized', `Not Authorized to access ${field} on type ${type}`)
const without = (path: string, type: string, data: object): Words => ({
  data,
  errors: [
    {
      path,
      errorType: 'Unauthorized',
      message: `Not Authorized to access ${path.split('.').at(-1)} on type ${type}`,
    },
  ],
})

check('relations ask the readers of the related model', [
  {
    as: 'red',
    ask: '{ getPost(id: "p1") { comments { items { id team } nextToken } } }',
    answer: one('getPost', { comments: { items: [{ id: 'c1', team: 'red' }], nextToken: null } }),
  },
  {
    as: 'red',
    ask: '{ getPost(id: "p2") { title comments { items { id } } } }',
    answer: without('getPost.comments', 'Post', { getPost: { title: 'b', comments: null } }),
  },
  {
    as: 'alice',
    ask: '{ getPost(id: "p1") { title comments { items { id } } } }',
    answer: without('getPost.comments', 'Post', { getPost: { title: 'a', comments: null } }),
  },
  {
    as: 'alice',
    ask: '{ getUser(id: "alice") { posts { items { id } } bio { id owner } } }',
    answer: one('getUser', {
      posts: { items: [{ id: 'p1' }] },
      bio: { id: 'b2', owner: 'alice' },
    }),
  },
  {
    as: 'admin',
    ask: '{ getUser(id: "alice") { name bio { id } } }',
    answer: without('getUser.bio', 'User', { getUser: { name: 'Alice', bio: null } }),
  },
  {
    as: 'alice',
    ask: '{ getPost(id: "p3") { author { id } } }',
    answer: one('getPost', { author: null }),
  },
  {
    as: 'alice',
    ask: '{ getPost(id: "p4") { author { id } } }',
    answer: one('getPost', { author: null }),
  },
])

check('who has the claim of a related key reads items of others through the relation', [
  { as: 'alice', ask: '{ getUser(id: "bob") { name } }', answer: denied('getUser', 'Query') },
  {
    as: 'alice',
    ask: '{ getPost(id: "p2") { author { name } } }',
    answer: one('getPost', { author: { name: 'Bob' } }),
  },
  {
    as: 'nobody',
    ask: '{ getPost(id: "p2") { title author { name } } }',
    answer: without('getPost.author', 'Post', { getPost: { title: 'b', author: null } }),
  },
  {
    as: 'alice',
    ask: '{ getPost(id: "p2") { author { bio { id } } } }',
    answer: without('getPost.author.bio', 'User', { getPost: { author: { bio: null } } }),
  },
])

check('what mutations answer of relations', [
  {
    as: 'red',
    ask: 'mutation { updatePost(input: { id: "p1", title: "n" }) { title author { id } comments { items { id } nextToken } } }',
    answer: one('updatePost', {
      title: 'n',
      author: null,
      comments: { items: [], nextToken: null },
    }),
  },
  {
    as: 'alice',
    ask: 'mutation { createPost(input: { title: "n" }) { title comments { items { id } } } }',
    answer: without('createPost.comments', 'Post', {
      createPost: { title: 'n', comments: null },
    }),
  },
  {
    as: 'admin',
    ask: 'mutation { updateUser(input: { id: "alice", name: "n" }) { posts { items { id } } bio { id } } }',
    answer: without('updateUser.bio', 'User', {
      updateUser: { posts: { items: [] }, bio: null },
    }),
  },
  {
    as: 'nobody',
    ask: 'mutation { updateAlbum(input: { id: "a1", title: "n" }) { photos(filter: { caption: { eq: "sea" } }) { items { id album { title } } } cover { id } } }',
    answer: one('updateAlbum', {
      photos: { items: [{ id: 'f1', album: { title: 'n' } }] },
      cover: { id: 'v1' },
    }),
  },
  {
    as: 'nobody',
    ask: 'mutation { deletePhoto(input: { id: "f2" }) { album { photos { items { id } } } } }',
    answer: one('deletePhoto', { album: { photos: { items: [{ id: 'f1' }] } } }),
  },
])

check('pages of related items', [
  {
    as: 'nobody',
    ask: '{ getAlbum(id: "a1") { photos(filter: { albumId: { eq: "a1" } }) { items { id } } cover { id } } }',
    answer: {
      data: { getAlbum: { photos: null, cover: { id: 'v1' } } },
      errors: [
        {
          path: 'getAlbum.photos',
          errorType: 'DynamoDB:DynamoDbException',
          message:
            'Filter Expression can only contain non-primary key attributes: Primary key attribute: albumId',
        },
      ],
    },
  },
  {
    as: 'nobody',
    ask: 'mutation { createPhoto(input: { albumId: null }) { id } }',
    answer: refused(
      'createPhoto',
      'DynamoDB:DynamoDbException',
      'One or more parameter values were invalid: Type mismatch for Index Key albumId Expected: S Actual: NULL IndexName: gsi-Album.photos',
    ),
  },
])

check('an index on an owner or group field', [
  {
    as: 'alice',
    ask: '{ biosByKind(kind: "k") { items { id } } }',
    answer: many('biosByKind', [{ id: 'b2' }]),
  },
  {
    as: 'alice',
    ask: '{ biosByKind(kind: "k", owner: { eq: "alice" }, sortDirection: DESC) { items { id } } }',
    answer: many('biosByKind', [{ id: 'b2' }]),
  },
  {
    as: 'alice',
    ask: '{ biosByKind(kind: "k", owner: { eq: "bob" }) { items { id } } }',
    answer: denied('biosByKind', 'Query'),
  },
  {
    as: 'alice',
    ask: '{ biosByKind(kind: "k", owner: { beginsWith: "a" }) { items { id } } }',
    answer: denied('biosByKind', 'Query'),
  },
  {
    as: 'nobody',
    ask: '{ biosByKind(kind: "k") { items { id } } }',
    answer: denied('biosByKind', 'Query'),
  },
  {
    as: 'red',
    ask: '{ commentsByTeam(team: "red", text: { gt: "a" }) { items { id } } }',
    answer: many('commentsByTeam', [{ id: 'c1' }]),
  },
  {
    as: 'red',
    ask: '{ commentsByTeam(team: "blue") { items { id } } }',
    answer: denied('commentsByTeam', 'Query'),
  },
])

test('pages of a relation give every child once, and are of that parent only', async () => {
  const sandbox = await open()
  await putItems(sandbox)
  await sandbox.put('Album', { id: 'a2' })
  const page = 'photos(limit: 1, nextToken: $token) { items { id } nextToken }'
  const ask = `query Photos($id: ID!, $token: String) { getAlbum(id: $id) { ${page} } }`
  const photosOf = async (id: string, token: unknown): Promise<Photos | null | undefined> => {
    const { data } = await sandbox
      .as(callers.nobody)
      .graphql<{ getAlbum: { photos: Photos | null } }>(ask, { id, token })
    return data?.getAlbum.photos
  }

  const first = await photosOf('a1', null)
  const second = await photosOf('a1', first?.nextToken)
  const third = await photosOf('a1', second?.nextToken)
  const ids = [first, second, third].flatMap((photos) => photos?.items.map(({ id }) => id) ?? [])
  assert.deepEqual(new Set(ids), new Set(['f1', 'f2']))
  assert.deepEqual(third, { items: [], nextToken: null })
  assert.equal(await photosOf('a2', first?.nextToken), null)
})

interface Photos {
  readonly items: readonly { readonly id: string }[]
  readonly nextToken: string | null
}

test('an index that holds some fields answers null for the others', async () => {
  const sandbox = await open()
  await putItems(sandbox)
  const ask = '{ photosByTaken(taken: 1) { items { id taken caption albumId } } }'

  const got = await sandbox.as(callers.nobody).graphql(ask)
  const photo = { id: 'f1', taken: 1, caption: 'sea', albumId: null }
  assert.deepEqual(wordsOf(got), many('photosByTaken', [photo]))
})

test('the decision names what let a caller through a relation, or leaves it out', async () => {
  const sandbox = await open()
  await putItems(sandbox)
  await sandbox.as(callers.alice).graphql('{ getPost(id: "p2") { author { name } } }')
  await sandbox
    .as(callers.alice)
    .graphql('mutation { updatePost(input: { id: "p1", title: "n" }) { author { id } } }')

  const reasons = sandbox.decisions.map((decision) =>
    'refusal' in decision ? [] : [decision.parentType, decision.fieldName, decision.reason],
  )
  assert.deepEqual(reasons, [
    ['Query', 'getPost', 'role-granted'],
    ['Post', 'author', 'relation-key-bypass'],
    ['Mutation', 'updatePost', 'role-granted'],
    ['Post', 'author', 'left-out-of-mutation-result'],
  ])
})
