import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parse } from 'graphql'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import { createIamPolicy } from '../../emulator/graphql/iam-policy.ts'
import type { Identity } from '../../emulator/identity/identity.ts'

const sdl = `
type Visit @model @auth(rules: [{ allow: public, provider: identityPool, operations: [create] }]) {
  page: String @index(queryField: "visitsByPage")
}
type Basket @model @auth(rules: [{ allow: private, provider: identityPool }]) { item: String }
type Order @model @auth(rules: [{ allow: private, provider: oidc }]) {
  item: String
  note: String @auth(rules: [{ allow: private, provider: oidc }])
}
type Parcel @model @auth(rules: [{ allow: private, provider: oidc }]) {
  weight: Int @auth(rules: [{ allow: private, provider: identityPool, operations: [read] }])
}
type Query {
  greet: String @function(name: "greet") @auth(rules: [{ allow: public, provider: identityPool }])
  audit: String @function(name: "audit") @auth(rules: [{ allow: private, provider: oidc }])
}
`
const modes = { defaultMode: 'oidc', additionalModes: [] } as const
const policy = createIamPolicy({
  file: 'x',
  sdl,
  sources: [],
  functions: [],
  modes,
  ...parseSdl(sdl),
})

const guest: Identity = { mode: 'iam', principal: 'guest' }
const signedIn: Identity = { mode: 'iam', principal: 'authenticated' }
const admin: Identity = { mode: 'iam', principal: 'non-cognito' }
const reader: Identity = { ...admin, rootTypes: ['Query'] }
const nothing: Identity = { ...admin, rootTypes: [] }
const oidc: Identity = { mode: 'oidc', issuer: 'x', claims: {} }

const bySeveral = 'query A { greet } query B { audit }'
const byFragments =
  'query { ...A ... on Query { greet } } fragment A on Query { ...B } fragment B on Query { ...A audit }'

/** The first root field that the caller's policy does not cover; undefined: all are. */
const cases: readonly {
  who: string
  identity: Identity
  query: string
  outside?: string
  operationName?: string
}[] = [
  { who: 'a guest', identity: guest, query: '{ listVisits { items { id } } }' },
  { who: 'a guest', identity: guest, query: '{ visitsByPage(page: "/") { items { id } } }' },
  { who: 'a guest', identity: guest, query: 'subscription { onDeleteVisit { id } }' },
  { who: 'a guest', identity: guest, query: '{ greet __typename }' },
  { who: 'a guest', identity: guest, query: '{ __schema { queryType { name } } }' },
  { who: 'a guest', identity: guest, query: '{ audit }', outside: 'Query.audit' },
  { who: 'a guest', identity: guest, query: '{ a: audit greet }', outside: 'Query.audit' },
  { who: 'a guest', identity: guest, query: byFragments, outside: 'Query.audit' },
  { who: 'a guest', identity: guest, query: bySeveral, operationName: 'A' },
  {
    who: 'a guest',
    identity: guest,
    query: bySeveral,
    operationName: 'B',
    outside: 'Query.audit',
  },
  {
    who: 'a guest',
    identity: guest,
    query: 'mutation { createBasket(input: {}) { id } }',
    outside: 'Mutation.createBasket',
  },
  { who: 'a signed-in user', identity: signedIn, query: '{ listVisits { items { id } } }' },
  { who: 'a signed-in user', identity: signedIn, query: '{ listBaskets { items { id } } }' },
  {
    who: 'a signed-in user (a rule of a field counts)',
    identity: signedIn,
    query: '{ listParcels { items { id } } }',
  },
  {
    who: 'a signed-in user',
    identity: signedIn,
    query: '{ getOrder(id: 1) { id } }',
    outside: 'Query.getOrder',
  },
  { who: 'any other principal', identity: admin, query: '{ audit getOrder(id: 1) { id } }' },
  { who: 'a function that may query', identity: reader, query: '{ audit }' },
  {
    who: 'a function that may query',
    identity: reader,
    query: 'mutation { createOrder(input: {}) { id } }',
    outside: 'Mutation.createOrder',
  },
  {
    who: 'a function that may do nothing',
    identity: nothing,
    query: '{ audit }',
    outside: 'Query.audit',
  },
  { who: 'a caller with a token', identity: oidc, query: '{ audit }' },
]

for (const { who, identity, query, operationName, outside } of cases) {
  const asked = operationName === undefined ? query : `${operationName} of ${query}`
  test(`the IAM policy of ${who} ${outside === undefined ? 'covers' : 'refuses'} ${asked}`, () => {
    const refused = policy(identity, { document: parse(query), operationName })

    const detail = refused?.refusal.detail
    const field = /does not cover (\S+):/.exec(detail ?? '')?.[1]
    assert.equal(field, outside, detail)
  })
}

test('the refusal is the 401 of AppSync, and says what is missing', () => {
  const details = [guest, signedIn, reader, nothing].map((identity) => {
    const query = 'mutation { createOrder(input: {}) { id } }'
    return policy(identity, { document: parse(query) })?.refusal
  })

  const refusal = (why: string): object => ({
    status: 401,
    errorType: 'UnauthorizedException',
    message: 'Permission denied',
    reason: 'iam-policy',
    detail: `the IAM policy does not cover Mutation.createOrder: ${why}`,
  })
  assert.deepEqual(details, [
    refusal('no rule there says allow.guest()'),
    refusal("no rule there says allow.guest() or allow.authenticated('identityPool')"),
    refusal("the function's role covers Query"),
    refusal("the function's role covers nothing"),
  ])
})
