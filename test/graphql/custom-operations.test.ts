import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { execute, parse } from 'graphql'

import { createFrozenClock } from '../../emulator/clock.ts'
import { buildSchema } from '../../emulator/graphql/build-schema.ts'
import { toAppSyncErrors } from '../../emulator/graphql/to-appsync-errors.ts'
import type { Claims } from '../../emulator/identity/claims.ts'
import { createMemoryStore } from '../../emulator/store/memory-store.ts'
import { loadScenario } from '../conformance/load-scenario.ts'

/** `auth-semantics` §7, case 88 and case 89: what a handler answers is the test's, what AWS puts before and after it is not. */
const { definition, policy } = await loadScenario({
  schema: {
    gen2: `a.schema({
      P: a.model({
        x: a.string(),
        s: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')]),
      }).authorization((allow) => [
        allow.owner('oidc').identityClaim('user_id'),
        allow.group('Auditors', 'oidc').to(['read']),
      ]),
      latest: a.query().returns(a.ref('P')).authorization((allow) => [allow.authenticated('oidc')])
        .handler(a.handler.function('latest')),
      audit: a.mutation().arguments({ note: a.string() }).returns(a.string())
        .authorization((allow) => [allow.group('X', 'oidc')])
        .handler(a.handler.function('audit')),
    })`,
  },
  authModes: { default: 'oidc' },
})

const stored = { __typename: 'P', id: 'p', x: '1', s: '2', owner: 'alice' }

/** Runs one document; `handled` are the operations whose handler was called, with its arguments. */
async function run(claims: Claims, query: string): Promise<object> {
  const handled: unknown[] = []
  const schema = buildSchema(definition, policy, async (call) => {
    handled.push([call.operation.name, call.arguments])
    return call.operation.name === 'latest' ? stored : 'done'
  })
  const document = parse(query)
  const contextValue = {
    identity: { mode: 'oidc', issuer: 'https://issuer.example', claims },
    store: createMemoryStore(),
    clock: createFrozenClock(0),
    note: () => undefined,
  }
  const { data, errors = [] } = await execute({ schema, document, contextValue })
  const refused = toAppSyncErrors(errors, document, schema).map((error) => ({
    path: error.path,
    errorType: 'errorType' in error ? error.errorType : undefined,
    message: error.message,
  }))
  // GraphQL's objects have no prototype.
  return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, errors: refused, handled }
}

function unauthorized(path: readonly string[], place: string): object {
  const message = `Not Authorized to access ${place}`
  return { path, errorType: 'Unauthorized', message }
}

suite('a custom operation that returns a model (case 88)', () => {
  const query = '{ latest { id x s owner } }'

  test("shows anybody who may call it somebody else's item, but for protected fields", async () => {
    const answer = await run({ user_id: 'bob' }, query)

    assert.deepEqual(answer, {
      data: { latest: { id: 'p', x: '1', s: null, owner: 'alice' } },
      errors: [unauthorized(['latest', 's'], 's on type P')],
      handled: [['latest', {}]],
    })
  })

  test('shows the owner the protected fields, too', async () => {
    const answer = await run({ user_id: 'alice' }, query)

    assert.deepEqual(answer, {
      data: { latest: { id: 'p', x: '1', s: '2', owner: 'alice' } },
      errors: [],
      handled: [['latest', {}]],
    })
  })
})

suite('a custom operation for a group (case 89)', () => {
  const query = 'mutation { audit(note: "n") }'
  const denied = {
    data: { audit: null },
    errors: [unauthorized(['audit'], 'audit on type Mutation')],
    handled: [],
  }
  const granted = { data: { audit: 'done' }, errors: [], handled: [['audit', { note: 'n' }]] }
  const callers = [
    { title: 'a member, by cognito:groups', claims: { 'cognito:groups': ['X'] }, answer: granted },
    {
      title: 'groups in another claim count for nothing',
      claims: { user_groups: ['X'] },
      answer: denied,
    },
    { title: 'another group', claims: { 'cognito:groups': ['Y'] }, answer: denied },
    {
      title: 'a text that contains the group passes',
      claims: { 'cognito:groups': 'XY' },
      answer: granted,
    },
    { title: 'no groups', claims: { sub: 's' }, answer: denied },
  ]

  for (const { title, claims, answer } of callers) {
    test(`${title}: ${answer === granted ? 'its handler answers' : 'refused, its handler is not run'}`, async () => {
      assert.deepEqual(await run(claims, query), answer)
    })
  }
})
