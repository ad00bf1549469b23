import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Rule } from '../../emulator/model/rule.ts'
import { findRefusals } from '../../emulator/policy/refusals.ts'
import {
  empty,
  fromModels,
  fromSdl,
  modelOf,
  operationOf,
  place,
  signedIn,
} from './definition-of.ts'

const hidden = `type T @model @auth(rules: [{allow: owner, provider: oidc}]) {
  a: String!
  s: String @auth(rules: [{allow: owner, provider: oidc}, {allow: groups, provider: oidc, groups: ["HR"], operations: [read]}])
}`
const lostReader =
  'When using field-level authorization rules you need to add rules to all of the model\'s required fields with at least read permissions. Found model "T" with required fields ["a"] missing field-level authorization rules.'

/** What AWS says when it deploys: executed with its transformers (`auth-semantics` §1.4, `oracle-findings` §8). */
const refusedRules = [
  {
    title: 'read beside another reading operation',
    rules: '{allow: private, provider: oidc, operations: [get, read, list]}',
    message:
      "'get,list' operations are specified in addition to 'read'. Either remove 'read' to limit access only to 'get,list' or only keep 'read' to grant all get,list,search,listen,sync access.",
  },
  {
    title: 'user pools in a project without any',
    rules: '{allow: owner}',
    message:
      "@auth directive with 'userPools' provider found, but the project has no Cognito User Pools authentication provider configured.",
  },
  {
    title: 'an API key in a project without one',
    rules: '{allow: public}',
    message:
      "@auth directive with 'apiKey' provider found, but the project has no API Key authentication provider configured.",
  },
  {
    title: 'a Lambda authorizer in a project without one',
    rules: '{allow: custom}',
    message:
      "@auth directive with 'function' provider found, but the project has no Lambda authentication provider configured.",
  },
  {
    title: 'groups of API keys',
    rules: '{allow: groups, provider: apiKey, groups: ["A"]}',
    message:
      "@auth directive with 'groups' strategy only supports 'userPools' and 'oidc' providers, but found 'apiKey' assigned.",
  },
  {
    title: 'owners by identity pool',
    rules: '{allow: owner, provider: identityPool}',
    message:
      "@auth directive with 'owner' strategy only supports 'userPools' (default) and 'oidc' providers, but found 'identityPool' assigned.",
  },
  {
    title: 'an empty list of groups',
    rules: '{allow: groups, provider: oidc, groups: []}',
    message: '@auth rules using groups cannot have an empty list',
  },
  {
    title: 'groups that are neither listed nor in a field',
    rules: '{allow: groups, provider: oidc}',
    message: "@auth directive with 'groups' should have a defined groups list or a groupsField.",
  },
  {
    title: 'one role in two rules, with other operations',
    rules:
      '{allow: owner, provider: oidc, operations: [read]}, {allow: owner, provider: oidc, operations: [create]}',
    message: '@auth T:oidc:owner:owner:sub::username already exists for T',
  },
  {
    title: 'one group twice in a rule',
    rules: '{allow: groups, provider: oidc, groups: ["A", "A"]}',
    message: '@auth T:oidc:staticGroup:A:cognito:groups already exists for T',
  },
] as const

suite('rules that AWS does not deploy', () => {
  for (const { title, rules, message } of refusedRules) {
    test(title, () => {
      const found = findRefusals(fromSdl(`type T @model @auth(rules: [${rules}]) { a: String }`))

      assert.deepEqual(found, [{ message, subject: 'T' }])
    })
  }

  test('a field rule that names get or list', () => {
    const rules = '{allow: private, provider: oidc, operations: [get, create, list]}'
    const sdl = `type T @model @auth(rules: [{allow: private, provider: oidc}]) { a: String @auth(rules: [${rules}]) }`

    const message = "'get,list' operation is not allowed at the field level."
    assert.deepEqual(findRefusals(fromSdl(sdl)), [{ message, subject: 'T.a' }])
  })

  test('a required field that some reader of the model may not read', () => {
    assert.deepEqual(findRefusals(fromSdl(hidden)), [{ message: lostReader }])
  })

  test('operations in a rule of a custom operation', () => {
    const operations = [
      operationOf({ rules: [{ ...signedIn, operations: ['create'], place }] }),
      operationOf({ root: 'Mutation', rules: [{ ...signedIn, operations: ['read', 'get'] }] }),
      operationOf({ name: 'open', rules: [{ ...signedIn, operations: [] }] }),
    ]

    assert.deepEqual(findRefusals({ ...empty, operations }), [
      {
        message:
          "@auth rules on fields within Query, Mutation, Subscription cannot specify 'operations' argument as these rules are already on an operation already.",
        place,
      },
      { message: "'get' operation is not allowed at the field level.", subject: 'Mutation.echo' },
    ])
  })

  test('every fault is found, each at the rule that has it', () => {
    const first: Rule = { strategy: 'public', provider: 'apiKey', place }
    const second: Rule = { ...signedIn, place: { ...place, line: 13 } }
    const third: Rule = { ...signedIn, place: { ...place, line: 14 } }

    assert.deepEqual(findRefusals(fromModels(modelOf('T', { rules: [first, second, third] }))), [
      {
        message:
          "@auth directive with 'apiKey' provider found, but the project has no API Key authentication provider configured.",
        place,
      },
      { message: '@auth T:oidc:private already exists for T', place: { ...place, line: 14 } },
    ])
  })
})

/** AWS's transformer takes these, but generates a field twice. */
const owners = '{allow: owner, provider: oidc}, {allow: owner, provider: oidc, identityClaim: "x"}'
const sharedOwners = [
  {
    title: 'an implicit field',
    sdl: `type T @model @auth(rules: [${owners}]) { a: String }`,
    type: 'T',
  },
  {
    title: 'a declared field',
    sdl: `type T @model @auth(rules: [${owners}]) { owner: String }`,
    type: 'ModelSubscriptionTFilterInput',
  },
  {
    title: 'an implicit field without subscriptions',
    sdl: `type T @model(subscriptions: null) @auth(rules: [${owners}]) { a: String }`,
    type: 'T',
  },
  {
    title: 'a declared field without subscriptions',
    sdl: `type T @model(subscriptions: null) @auth(rules: [${owners}]) { owner: String }`,
    type: undefined,
  },
] as const

suite('two owner rules with different claims', () => {
  for (const { title, sdl, type } of sharedOwners) {
    test(`${title}: ${type === undefined ? 'deployable' : 'not deployable'}`, () => {
      const message = `model "T": two owner rules with different claims or providers share the field "owner", so the generated type "${type}" has it twice and AppSync does not take the schema; give one of them a field of its own with ownerDefinedIn`
      const wanted = type === undefined ? [] : [{ message, subject: 'T' }]

      assert.deepEqual(findRefusals(fromSdl(sdl)), wanted)
    })
  }
})

const accepted = [
  {
    title: 'owner fields and group fields that are not declared',
    sdl: `type T @model @auth(rules: [
      {allow: owner, provider: oidc, ownerField: "editors"}
      {allow: groups, provider: oidc, groupsField: "teams"}
    ]) { a: String }`,
  },
  {
    title: 'guests without an identity pool',
    sdl: 'type T @model @auth(rules: [{allow: public, provider: identityPool}]) { a: String }',
  },
  {
    title: 'rules that grant nothing',
    sdl: 'type T @model @auth(rules: [{allow: private, provider: oidc, operations: []}]) { a: String! }',
  },
  {
    title: 'one role twice on a field, where the last one wins',
    sdl: `type T @model @auth(rules: [{allow: owner, provider: oidc}]) {
      a: String @auth(rules: [{allow: owner, provider: oidc, operations: [read]}, {allow: owner, provider: oidc, operations: [create]}])
    }`,
  },
  {
    title: 'an owner field as sort key, with a claim of one part',
    sdl: 'type T @model @auth(rules: [{allow: owner, provider: oidc, ownerField: "b", identityClaim: "x"}]) { a: ID! @primaryKey(sortKeyFields: ["b"]) b: String! }',
  },
  {
    title: 'a required field that every reader may read',
    sdl: hidden.replace('a: String!', 'a: String'),
  },
] as const

suite('what AWS deploys is loaded', () => {
  for (const { title, sdl } of accepted) {
    test(title, () => {
      assert.deepEqual(findRefusals(fromSdl(sdl)), [])
    })
  }
})
