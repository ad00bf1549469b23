import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { createFrozenClock } from '../../emulator/clock.ts'
import { createLambdaAuthorizer } from '../../emulator/identity/authorize-by-lambda.ts'
import type { AuthorizeByLambda } from '../../emulator/identity/authorize-by-lambda.ts'

/** An authorizer whose function gives this answer. */
function answering(answer: unknown): AuthorizeByLambda {
  return createLambdaAuthorizer({
    invoke: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    timeToLiveSeconds: 60,
    clock: createFrozenClock(0),
  })
}

const letIn: readonly { title: string; answer: object; identity: object }[] = [
  { title: 'a plain yes', answer: { isAuthorized: true }, identity: { mode: 'lambda' } },
  {
    title: 'with what it says of the caller',
    answer: { isAuthorized: true, resolverContext: { user: 'carol', level: 3 } },
    identity: { mode: 'lambda', resolverContext: { user: 'carol', level: 3 } },
  },
  {
    title: 'denied fields by name and by ARN',
    answer: {
      isAuthorized: true,
      deniedFields: [
        'Note.price',
        'arn:aws:appsync:us-east-1:111122223333:apis/x/types/Query/fields/listNotes',
      ],
    },
    identity: { mode: 'lambda', deniedFields: ['Note.price', 'Query.listNotes'] },
  },
  {
    title: 'parts that are null count as absent',
    answer: { isAuthorized: true, resolverContext: null, deniedFields: null, ttlOverride: null },
    identity: { mode: 'lambda' },
  },
]

suite('an authorizer lets a token in', () => {
  for (const { title, answer, identity } of letIn) {
    test(title, async () => {
      assert.deepEqual(await answering(answer)('t'), { ok: true, identity })
    })
  }
})

const shutOut: readonly { title: string; answer: unknown; detail: string }[] = [
  { title: 'a no', answer: { isAuthorized: false }, detail: 'it answered "isAuthorized": false' },
  { title: 'an error', answer: new Error('broken'), detail: 'it failed: broken' },
  {
    title: 'nothing',
    answer: null,
    detail: 'it answered null, in which "isAuthorized" is no boolean',
  },
  {
    title: 'a word for a boolean',
    answer: { isAuthorized: 'true' },
    detail: 'it answered {"isAuthorized":"true"}, in which "isAuthorized" is no boolean',
  },
  {
    title: 'an IAM policy, as API Gateway wants it',
    answer: { policyDocument: {} },
    detail: 'it answered {"policyDocument":{}}, in which "isAuthorized" is no boolean',
  },
  {
    title: 'a context that is no object',
    answer: { isAuthorized: true, resolverContext: 'carol' },
    detail: '"resolverContext" of its answer is no object',
  },
  {
    title: 'denied fields that are no list',
    answer: { isAuthorized: true, deniedFields: 'Note.price' },
    detail: '"deniedFields" of its answer is no list of strings',
  },
  {
    title: 'denied fields of another kind',
    answer: { isAuthorized: true, deniedFields: [1] },
    detail: '"deniedFields" of its answer is no list of strings',
  },
  {
    title: 'a time to live in words',
    answer: { isAuthorized: true, ttlOverride: '10' },
    detail: '"ttlOverride" of its answer is no number of seconds',
  },
]

suite('an authorizer shuts a token out', () => {
  for (const { title, answer, detail } of shutOut) {
    test(title, async () => {
      assert.deepEqual(await answering(answer)('t'), {
        ok: false,
        refusal: {
          status: 401,
          errorType: 'UnauthorizedException',
          message: 'You are not authorized to make this call.',
          reason: 'not-authorized-by-lambda',
          detail: `the Lambda authorizer let nobody in: ${detail}`,
        },
      })
    })
  }

  test('a token that is too long is not even asked about', async () => {
    const authorize = answering({ isAuthorized: true })

    assert.equal((await authorize('x'.repeat(2048))).ok, true)
    assert.equal((await authorize('x'.repeat(2049))).ok, false)
  })
})

const remembered: readonly {
  title: string
  timeToLiveSeconds: number
  answer: object
  /** Seconds at which the same token comes. */
  at: readonly number[]
  /** Which question each of them is answered by. */
  by: readonly number[]
}[] = [
  {
    title: 'until its time to live is over',
    timeToLiveSeconds: 60,
    answer: { isAuthorized: true },
    at: [0, 59, 60, 119],
    by: [1, 1, 2, 2],
  },
  {
    title: 'not at all where the API says 0',
    timeToLiveSeconds: 0,
    answer: { isAuthorized: true },
    at: [0, 0],
    by: [1, 2],
  },
  {
    title: 'for as long as the answer says',
    timeToLiveSeconds: 60,
    answer: { isAuthorized: true, ttlOverride: 300 },
    at: [0, 299, 300],
    by: [1, 1, 2],
  },
  {
    title: 'not at all where the answer says 0',
    timeToLiveSeconds: 60,
    answer: { isAuthorized: true, ttlOverride: 0 },
    at: [0, 0],
    by: [1, 2],
  },
  {
    title: 'a no as well',
    timeToLiveSeconds: 60,
    answer: { isAuthorized: false },
    at: [0, 59, 60],
    by: [1, 1, 2],
  },
  {
    title: 'but nothing malformed',
    timeToLiveSeconds: 60,
    answer: { isAuthorized: true, deniedFields: 1 },
    at: [0, 0],
    by: [1, 2],
  },
]

suite('an answer is remembered by the sandbox’s clock', () => {
  for (const { title, timeToLiveSeconds, answer, at, by } of remembered) {
    test(title, async () => {
      const clock = createFrozenClock(0)
      let questions = 0
      const invoke = (): Promise<unknown> => {
        questions += 1
        return Promise.resolve(answer)
      }
      const authorize = createLambdaAuthorizer({ invoke, timeToLiveSeconds, clock })

      const answeredBy: number[] = []
      for (const second of at) {
        clock.moveTo(second)
        await authorize('t')
        answeredBy.push(questions)
      }

      assert.deepEqual(answeredBy, by)
    })
  }

  test('each token has its own answer', async () => {
    const authorize = createLambdaAuthorizer({
      invoke: (event) =>
        Promise.resolve({ isAuthorized: Reflect.get(event, 'authorizationToken') === 'good' }),
      timeToLiveSeconds: 60,
      clock: createFrozenClock(0),
    })

    assert.equal((await authorize('good')).ok, true)
    assert.equal((await authorize('bad')).ok, false)
    assert.equal((await authorize('good')).ok, true)
  })
})

/** The parts of an event that are the same in every run. */
async function eventOf(asked?: { body?: string; path?: string }): Promise<unknown> {
  let seen: unknown
  const authorize = createLambdaAuthorizer({
    invoke: (event) => {
      seen = event
      return Promise.resolve({ isAuthorized: true })
    },
    timeToLiveSeconds: 0,
    clock: createFrozenClock(0),
  })
  const { body = '', path = '/graphql' } = asked ?? {}
  const request = asked && { path, headers: { host: 'h' }, body: () => body }
  await authorize('t', request)
  return JSON.parse(
    JSON.stringify(seen, (name, value: unknown) => (name === 'requestId' ? '<id>' : value)),
  )
}

const context = { apiId: 'amplite', accountId: '123456789012', requestId: '<id>' }

suite('the event of an authorizer', () => {
  const cases = [
    {
      title: 'a request',
      body: '{"query":"query Q { x }","operationName":"Q","variables":{"a":1}}',
      asked: { queryString: 'query Q { x }', operationName: 'Q', variables: { a: 1 } },
    },
    {
      title: 'a GET, whose variables are text',
      path: `/graphql?${new URLSearchParams({ query: '{ x }', variables: '{"a":1}' })}`,
      asked: { queryString: '{ x }', operationName: null, variables: { a: 1 } },
    },
    {
      title: 'a body that is no JSON',
      body: 'query',
      asked: { queryString: '', operationName: null, variables: {} },
    },
  ]
  for (const { title, asked, ...request } of cases) {
    test(title, async () => {
      assert.deepEqual(await eventOf(request), {
        authorizationToken: 't',
        requestContext: { ...context, ...asked },
        requestHeaders: { host: 'h' },
      })
    })
  }

  test('no HTTP request at all', async () => {
    assert.deepEqual(await eventOf(), {
      authorizationToken: 't',
      requestContext: { ...context, queryString: '', operationName: null, variables: {} },
      requestHeaders: {},
    })
  })
})
