import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import type {
  CustomOperation,
  Definition,
  Field,
  Model,
  Relation,
  SecondaryIndex,
} from '../../emulator/model/definition.ts'
import type { Rule } from '../../emulator/model/rule.ts'
import { findRefusals } from '../../emulator/policy/refusals.ts'
import { rootFields } from '../../emulator/policy/refusals/root-fields.ts'

const place = { file: '/project/amplify/data/resource.ts', line: 12, column: 5 }
const signedIn: Rule = { strategy: 'private', provider: 'oidc' }

const empty: Definition = {
  file: '/project/amplify/data/resource.ts',
  sdl: '',
  models: [],
  enums: [],
  customTypes: [],
  inputTypes: [],
  operations: [],
  modes: { defaultMode: 'oidc', additionalModes: [] },
  sources: [],
}

function fromSdl(sdl: string): Definition {
  return { ...empty, sdl, ...parseSdl(sdl) }
}

function fromModels(...models: readonly Model[]): Definition {
  return { ...empty, models }
}

function modelOf(name: string, rest: Partial<Model>): Model {
  return {
    name,
    fields: [],
    identifier: ['id'],
    declaresIdentifier: false,
    indexes: [],
    rules: [signedIn],
    disabled: [],
    feedsSubscriptions: true,
    ...rest,
  }
}

function fieldOf(name: string, type: string, rest: Partial<Field> = {}): Field {
  return { name, type, kind: 'scalar', list: null, required: false, rules: [], ...rest }
}

const many = { list: { elementRequired: false } } as const

function relationOf(
  kind: Relation['kind'],
  [name, type]: readonly [string, string],
  references: readonly string[],
): Field {
  const list = kind === 'hasMany' ? many.list : null
  return fieldOf(name, type, { kind: 'model', list, relation: { kind, references } })
}

const kids = relationOf('hasMany', ['kids', 'Kid'], ['parentId'])
const parent = relationOf('belongsTo', ['parent', 'Parent'], ['parentId'])
const parentId = fieldOf('parentId', 'ID')
const compositeKey = { identifier: ['a', 'b'], declaresIdentifier: true } as const
const compositeFields = [
  fieldOf('a', 'String', { required: true }),
  fieldOf('b', 'String', { required: true }),
]

function family(parentFields: readonly Field[], kidFields: readonly Field[]): Definition {
  return fromModels(
    modelOf('Parent', { fields: parentFields }),
    modelOf('Kid', { fields: kidFields }),
  )
}

function composite(references: readonly string[], ...keys: readonly Field[]): Definition {
  const fields = [...compositeFields, relationOf('hasMany', ['kids', 'Kid'], references)]
  return fromModels(
    modelOf('Parent', { ...compositeKey, fields }),
    modelOf('Kid', {
      fields: [...keys, relationOf('belongsTo', ['parent', 'Parent'], references)],
    }),
  )
}

function indexed(index: Partial<SecondaryIndex>, ...fields: readonly Field[]): Definition {
  const whole = { name: 'todosByA', partitionKey: 'a', sortKeys: [], queryField: 'byA', ...index }
  return fromModels(
    modelOf('Todo', { indexes: [whole], fields: [fieldOf('a', 'String'), ...fields] }),
  )
}

function operationOf(rest: Partial<CustomOperation>): CustomOperation {
  return {
    root: 'Query',
    name: 'echo',
    arguments: [],
    result: fieldOf('echo', 'String'),
    rules: [signedIn],
    gates: [],
    functions: ['echo'],
    triggers: [],
    ...rest,
  }
}

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

const uniDirectional =
  'Uni-directional relationships are not supported. Add a @belongsTo field in Kid to match the @hasMany field Parent.kids, and ensure the number and type of reference fields match the number and type of primary key fields in Parent.'
const uniDirectionalBack =
  'Uni-directional relationships are not supported. Add a @hasOne or @hasMany field in Parent to match the @belongsTo field Kid.parent, and ensure the number and type of reference fields match the number and type of primary key fields in Parent.'

const refusedRelations = [
  { title: 'no way back', definition: family([kids], [parentId]), messages: [uniDirectional] },
  {
    title: 'no way there',
    definition: family([], [parentId, parent]),
    messages: [uniDirectionalBack],
  },
  {
    title: 'another reference on the way back',
    definition: family(
      [kids],
      [
        parentId,
        fieldOf('otherId', 'ID'),
        relationOf('belongsTo', ['parent', 'Parent'], ['otherId']),
      ],
    ),
    messages: [uniDirectional, uniDirectionalBack],
  },
  {
    title: 'a reference that is not declared',
    definition: family([kids], [parent]),
    messages: ['parentId is not a field in Kid'],
  },
  {
    title: 'a reference of another type',
    definition: family([kids], [fieldOf('parentId', 'Int'), parent]),
    messages: [
      'Type mismatch between primary key field(s) of Parent and reference fields of Kid. Type of Parent.id does not match type of Kid.parentId',
    ],
  },
  {
    title: 'fewer references than identifier fields',
    definition: composite(['x'], fieldOf('x', 'String')),
    messages: [
      'The number of references provided to @hasMany must match the number of primary keys on Parent.',
      'The number of references provided to @belongsTo must match the number of primary keys on Parent.',
    ],
  },
  {
    title: 'references of which one is required',
    definition: composite(
      ['x', 'y'],
      fieldOf('x', 'String', { required: true }),
      fieldOf('y', 'ID'),
    ),
    messages: [
      "Reference fields defined on related type: 'Kid' for @hasMany(references: ['x', 'y']) Parent.kids relationship have inconsistent nullability. Required fields: 'x' Nullable fields: 'y' Update reference fields on type 'Kid' to have consistent nullability -- either all required or all nullable.",
    ],
  },
  {
    title: 'required relations',
    definition: family(
      [{ ...kids, list: { elementRequired: true } }],
      [parentId, { ...parent, required: true }],
    ),
    messages: [
      "@hasMany fields must not be required. Change 'Parent.kids: [Kid!]' to 'Parent.kids: [Kid]'",
      "@belongsTo fields must not be required. Change 'Kid.parent: Parent!' to 'Kid.parent: Parent'",
    ],
  },
] as const

suite('relations that AWS does not deploy', () => {
  for (const { title, definition, messages } of refusedRelations) {
    test(title, () => {
      const found = findRefusals(definition)

      assert.deepEqual(
        found,
        messages.map((message) => ({ message })),
      )
    })
  }
})

const refusedIndexes = [
  {
    title: 'a name too short',
    definition: indexed({ name: 'x' }),
    message:
      'The indexName is invalid. It should be between 3 and 255 characters. Only A–Z, a–z, 0–9, underscore characters, hyphens, and periods allowed.',
  },
  {
    title: 'a sort key that is the partition key',
    definition: indexed({ sortKeys: ['a'] }),
    message: "@index field 'a' cannot reference itself.",
  },
  {
    title: 'a sort key that is not declared',
    definition: indexed({ sortKeys: ['b'] }),
    message: "Can't find field 'b' in Todo, but it was specified in index 'todosByA'.",
  },
  {
    title: 'a list as sort key',
    definition: indexed({ sortKeys: ['b'] }, fieldOf('b', 'Int', many)),
    message: "The sort key of index 'todosByA' on type 'Todo.b' cannot be a non-scalar.",
  },
  {
    title: 'a Boolean as the one sort key',
    definition: indexed({ sortKeys: ['b'] }, fieldOf('b', 'Boolean')),
    message: "Sort Key Condition could not be constructed for field 'b'",
  },
  {
    title: 'a Boolean as partition key',
    definition: indexed({ partitionKey: 'b' }, fieldOf('b', 'Boolean')),
    message: 'Boolean values cannot be used as sort keys.',
  },
] as const

suite('secondary indexes that AWS does not deploy', () => {
  for (const { title, definition, message } of refusedIndexes) {
    test(title, () => {
      const [found, ...others] = findRefusals(definition)

      assert.deepEqual([found?.message, others], [message, []])
    })
  }
})

suite('identifiers that AWS does not deploy', () => {
  const cases = [
    {
      title: 'a nullable one',
      sdl: 'type T @model @auth(rules: [{allow: private, provider: oidc}]) { a: ID @primaryKey }',
      message: "The primary key on type 'T' must reference non-null fields.",
    },
    {
      title: 'an owner field as sort key, with a claim of two parts',
      sdl: 'type T @model @auth(rules: [{allow: owner, provider: oidc, ownerField: "b"}]) { a: ID! @primaryKey(sortKeyFields: ["b"]) b: String! }',
      message:
        "The primary key's sort key type 'b' cannot be used as an owner @auth field too. Please use another field for the sort key.",
    },
  ] as const
  for (const { title, sdl, message } of cases) {
    test(title, () => {
      assert.deepEqual(findRefusals(fromSdl(sdl)), [{ message }])
    })
  }
})

/** AWS's own checks of `@default`, text by text; each line was put to its transformer. */
const defaults = [
  { type: 'Int', takes: ['1', '1.5x', '-3'], refuses: ['x', ''] },
  { type: 'Float', takes: ['1.5', '2e3'], refuses: ['pi'] },
  { type: 'Boolean', takes: ['true', 'FALSE'], refuses: ['yes', '1'] },
  { type: 'AWSDate', takes: ['2024-02-29'], refuses: ['2023-02-29', '2024-04-31', '2024-01-01Z'] },
  { type: 'AWSTime', takes: ['10:00:00Z', '10:00:00.5+01:00'], refuses: ['10:00:00', '24:00:00Z'] },
  {
    type: 'AWSDateTime',
    takes: ['2024-02-29T10:00:00Z', '2024-01-01T10:00:00.123-02:00'],
    refuses: ['2024-01-01T10:00:00', '2024-02-30T10:00:00Z', '2024-02-28T10:00:60Z', '2024-01-01'],
  },
  { type: 'AWSTimestamp', takes: ['0', '12s'], refuses: ['now'] },
  { type: 'AWSJSON', takes: ['{}', '1'], refuses: ['{a: 1}', '[object Object]'] },
  { type: 'AWSEmail', takes: ['a@example.com', 'a@b'], refuses: ['a', 'a@-b.c'] },
  { type: 'AWSURL', takes: ['https://a.example', 'mailto:a'], refuses: ['a.example'] },
  { type: 'AWSPhone', takes: ['+1 (206) 555-0100'], refuses: ['2065550100', '+1 206'] },
  {
    type: 'AWSIPAddress',
    takes: ['10.0.0.1', '::1', 'fe80::1%eth0', '::ffff:1.2.3.4'],
    refuses: ['1.2.3.04', '1.2.3', ':::1', '10.0.0.0/8', 'fe80::1%'],
  },
  { type: 'ID', takes: ['', 'x'], refuses: [] },
] as const

suite('default values', () => {
  for (const { type, takes, refuses } of defaults) {
    test(`of an ${type} are checked as AWS checks them`, () => {
      const fields = [...takes, ...refuses].map((defaultValue, index) =>
        fieldOf(`f${index}`, type, { defaultValue }),
      )

      const found = findRefusals(fromModels(modelOf('T', { fields })))

      assert.deepEqual(
        found,
        refuses.map((text, index) => ({
          message: `Default value "${text}" is not a valid ${type}.`,
          subject: `T.f${takes.length + index}`,
        })),
      )
    })
  }

  test('of an enum are among its values; lists have none', () => {
    const fields = [
      fieldOf('state', 'State', { kind: 'enum', defaultValue: 'OPEN', required: true }),
      fieldOf('other', 'State', { kind: 'enum', defaultValue: 'CLOSED' }),
      fieldOf('tags', 'String', { ...many, defaultValue: 'x' }),
    ]
    const enums = [{ name: 'State', values: ['OPEN'] }]

    assert.deepEqual(findRefusals({ ...fromModels(modelOf('T', { fields, place })), enums }), [
      {
        message: 'Default value "CLOSED" is not a member of State enum.',
        subject: 'T.other',
        place,
      },
      {
        message: 'The @default directive may only be added to scalar or enum field types.',
        subject: 'T.tags',
        place,
      },
    ])
  })
})

test('validations fit their field and hold a value that can be met', () => {
  const message = 'no'
  const fields = [
    fieldOf('count', 'Int', { validations: [{ type: 'minLength', value: '1', message }] }),
    fieldOf('title', 'String', { validations: [{ type: 'maxLength', value: '-1', message }] }),
    fieldOf('size', 'Float', {
      validations: [
        { type: 'gt', value: '1', message },
        { type: 'gt', value: '2', message },
      ],
    }),
    fieldOf('fine', 'String', { validations: [{ type: 'matches', value: '(', message }] }),
  ]

  assert.deepEqual(findRefusals(fromModels(modelOf('T', { fields }))), [
    {
      message:
        "Validation type 'minLength' can only be used with 'String' fields. Field 'count' is of type 'Int'",
      subject: 'T.count',
    },
    {
      message: "maxLength value must be a non-negative integer. Received '-1' for field 'title'",
      subject: 'T.title',
    },
    {
      message:
        "Duplicate @validate directive with type 'gt' on field 'size'. Each validation type can only be used once per field.",
      subject: 'T.size',
    },
  ])
})

suite('names', () => {
  const nameOf = (operation: string, model: string): string => `${operation}${model}`

  test('a type is defined once', () => {
    const found = findRefusals(fromModels(modelOf('T', {}), modelOf('T', { place })))

    const message = 'Schema validation failed. There can be only one type named "T".'
    assert.deepEqual(found, [{ message, place }])
  })

  test('an index query has a name of its own, and so has a custom operation', () => {
    const index = { name: 'tsByA', partitionKey: 'a', sortKeys: [], queryField: 'getT' }
    const fields = [fieldOf('a', 'String')]
    const operations = [operationOf({ root: 'Mutation', name: 'createT' })]

    const found = rootFields(
      { ...fromModels(modelOf('T', { fields, indexes: [index] })), operations },
      nameOf,
    )

    assert.deepEqual(found, [
      { message: "Object type extension 'Mutation' cannot redeclare field createT" },
      { message: "Object type extension 'Query' cannot redeclare field getT" },
    ])
  })

  test('a schema has a query', () => {
    const [found] = rootFields(fromModels(modelOf('T', { disabled: ['get', 'list'] })), nameOf)

    assert.match(found?.message ?? '', /^the schema has no query/)
  })
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

  test('relations by equal references, to itself too; a String refers to an ID', () => {
    const self = [
      fieldOf('parentId', 'String'),
      relationOf('hasMany', ['children', 'Node'], ['parentId']),
      relationOf('belongsTo', ['parent', 'Node'], ['parentId']),
    ]
    const definition = fromModels(
      ...family([kids], [parentId, parent]).models,
      modelOf('Node', { fields: self }),
    )

    assert.deepEqual(findRefusals(definition), [])
  })

  test('indexes on enums, and on the partition key when the identifier has a sort key', () => {
    const fields = [...compositeFields, fieldOf('state', 'State', { kind: 'enum' })]
    const index = {
      name: 'todosByAAndState',
      partitionKey: 'a',
      sortKeys: ['state'],
      queryField: null,
    }

    const definition = fromModels(modelOf('Todo', { ...compositeKey, fields, indexes: [index] }))

    assert.deepEqual(findRefusals(definition), [])
  })
})
