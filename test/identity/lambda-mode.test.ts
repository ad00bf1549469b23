import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'

import { openSandbox } from '../../emulator/testing/index.ts'

/** The project's authorizer, asked by requests in this process; what it says to which token is in its handler. */
const sandbox = await openSandbox({ definition: 'test/handlers/shop/amplify/data/resource.ts' })
after(() => sandbox.close())
const note = await sandbox.put('Note', { id: 'n', text: 'roses', price: 5 })
const echo = 'mutation { echo(word: "w") }'

async function identityOf(token: string): Promise<unknown> {
  const { data } = await sandbox.as.token(token).graphql<{ echo: string }>(echo)
  return (JSON.parse(data?.echo ?? 'null') as { identity: unknown }).identity
}

test('whom the authorizer lets in may do what allow.custom() says', async () => {
  const carol = sandbox.as.token('let-me-in')

  await carol.can('create', 'Note')
  await carol.can('read', note)
  await carol.can('update', note, { input: { text: 'tulips' } })
  await carol.can('delete', note)
})

test('… and nothing that only other modes may', async () => {
  const answer = await sandbox.as.token('let-me-in').graphql('{ fails(how: "not at all") }')

  assert.deepEqual(answer.data, { fails: null })
  assert.equal(answer.errors?.[0]?.message, 'Not Authorized to access fails on type Query')
})

suite('a token that is not let in is a 401', () => {
  for (const token of ['unknown', 'throw', 'malformed']) {
    test(token, async () => {
      const { data, errors } = await sandbox.as
        .token(token)
        .graphql('{ listNotes { items { id } } }')

      assert.equal(data, null)
      assert.deepEqual(errors, [
        {
          errorType: 'UnauthorizedException',
          message: 'You are not authorized to make this call.',
        },
      ])
    })
  }
})

test('what the authorizer says of the caller is in the identity that functions see', async () => {
  const before = await identityOf('let-me-in')
  sandbox.clock.advance({ seconds: 299 })
  const soon = await identityOf('let-me-in')
  sandbox.clock.advance({ seconds: 1 })
  const later = await identityOf('let-me-in')

  assert.deepEqual(soon, before)
  assert.notDeepEqual(later, before)
  assert.equal(Reflect.get(Object(Reflect.get(Object(later), 'resolverContext')), 'user'), 'carol')
})

test('ttlOverride 0 has every request asked about', async () => {
  assert.notDeepEqual(await identityOf('for-once'), await identityOf('for-once'))
})

test('the authorizer is told of the request', async () => {
  const { resolverContext } = (await identityOf('tell-me')) as {
    resolverContext: { event: string }
  }
  const event = JSON.parse(resolverContext.event) as Record<string, Record<string, unknown>>

  assert.equal(event['authorizationToken'], 'tell-me')
  assert.equal(event['requestContext']?.['queryString'], echo)
  assert.equal(event['requestHeaders']?.['authorization'], 'tell-me')
})

test('denied fields are null with an error, wherever they come from', async () => {
  const answer = await sandbox.as
    .token('no-prices')
    .graphql('{ getNote(id: "n") { text price } listNotes { items { price } } }')

  const error = (path: readonly (string | number)[]): object => ({
    path,
    data: null,
    errorType: 'Unauthorized',
    errorInfo: null,
    message: 'Not Authorized to access price on type Note',
  })
  assert.deepEqual(answer.data, {
    getNote: { text: 'roses', price: null },
    listNotes: { items: [{ price: null }] },
  })
  assert.deepEqual(
    answer.errors?.map((one) => ({ ...one, locations: undefined })),
    [
      ['getNote', 'price'],
      ['listNotes', 'items', 0, 'price'],
    ].map((path) => ({
      ...error(path),
      locations: undefined,
    })),
  )
})

test('a denied mutation is not run', async () => {
  const answer = await sandbox.as.token('no-prices').graphql(echo)

  assert.deepEqual(answer.data, { echo: null })
  assert.equal(answer.errors?.[0]?.message, 'Not Authorized to access echo on type Mutation')
})

test('a subscriber is asked about as well, and hears no denied field', async () => {
  await assert.rejects(
    sandbox.as.token('unknown').subscribe('subscription { onCreateNote { id } }'),
  )
  const heard = await sandbox.as
    .token('no-prices')
    .subscribe<{ onCreateNote: object }>('subscription { onCreateNote { text price } }')

  await sandbox.as
    .token('let-me-in')
    .graphql('mutation { createNote(input: { text: "tulips", price: 3 }) { text price } }')
  const { value } = await heard.next()

  assert.deepEqual(value?.data, { onCreateNote: { text: 'tulips', price: null } })
})

test('a token of the issuer is not the authorizer’s business', async () => {
  await sandbox.as({ sub: 'alice' }).can('read', note)
})
