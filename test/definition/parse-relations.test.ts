import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import type { EmulatorErrorCode } from '../../emulator/errors.ts'

const auth = '@auth(rules: [{ allow: private, provider: oidc }])'

test('relations say their kind, the other model and the fields that hold the key', () => {
  const { models } = parseSdl(`
    type Store @model ${auth} {
      tenant: ID! @primaryKey(sortKeyFields: ["number"])
      number: Int!
      orders: [Order] @hasMany(references: ["tenant", "number"])
      sign: Sign @hasOne(references: ["tenant", "number"])
    }
    type Order @model ${auth} {
      tenant: ID!
      number: Int!
      store: Store @belongsTo(references: ["tenant", "number"]) @auth(rules: [{ allow: public }])
    }
    type Sign @model ${auth} { tenant: ID number: Int store: Store @belongsTo(references: ["tenant", "number"]) }
  `)

  const relations = models.flatMap((model) =>
    model.fields
      .filter((field) => field.kind === 'model')
      .map((field) => ({ of: model.name, ...field })),
  )
  const common = { kind: 'model', required: false, rules: [] }
  const references = ['tenant', 'number']
  assert.deepEqual(relations, [
    {
      ...common,
      of: 'Store',
      name: 'orders',
      type: 'Order',
      list: { elementRequired: false },
      relation: { kind: 'hasMany', references },
    },
    {
      ...common,
      of: 'Store',
      name: 'sign',
      type: 'Sign',
      list: null,
      relation: { kind: 'hasOne', references },
    },
    {
      ...common,
      of: 'Order',
      name: 'store',
      type: 'Store',
      list: null,
      relation: { kind: 'belongsTo', references },
      rules: [{ strategy: 'public', provider: 'apiKey' }],
    },
    {
      ...common,
      of: 'Sign',
      name: 'store',
      type: 'Store',
      list: null,
      relation: { kind: 'belongsTo', references },
    },
  ])
})

const refusals: readonly {
  title: string
  field: string
  code: EmulatorErrorCode
  message: string
}[] = [
  {
    title: 'a model without a relation',
    field: 'other: Other',
    code: 'DEFINITION_INVALID',
    message:
      'field "Todo.other": its type is a model; use a.hasMany(), a.hasOne() or a.belongsTo()',
  },
  {
    title: 'a relation to something else',
    field: 'other: String @hasOne(references: ["id"])',
    code: 'DEFINITION_INVALID',
    message: 'field "Todo.other": @hasOne leads to no model',
  },
  {
    title: 'a relation of the older kind, by fields',
    field: 'other: Other @hasOne(fields: ["otherId"])',
    code: 'NOT_EMULATED',
    message:
      'field "Todo.other": @hasOne: its argument "fields" is not emulated; take it out to run the rest',
  },
  {
    title: 'a relation without references',
    field: 'others: [Other] @hasMany',
    code: 'NOT_EMULATED',
    message: `field "Todo.others": @hasMany without "references" is not emulated; name the fields that hold the other model's key`,
  },
  {
    title: 'a relation through a table in between',
    field: 'others: [Other] @manyToMany(relationName: "x")',
    code: 'NOT_EMULATED',
    message:
      'field "Todo.others": the directive "@manyToMany" is not emulated; take it out to run the rest',
  },
  {
    title: 'a list of lists',
    field: 'grid: [[Int]]',
    code: 'NOT_EMULATED',
    message: 'field "Todo.grid": a list of lists is not emulated',
  },
]

suite('fields that are refused by name', () => {
  for (const { title, field, code, message } of refusals) {
    test(title, () => {
      const sdl = `type Todo @model ${auth} { ${field} } type Other @model ${auth} { v: String }`

      assert.throws(() => parseSdl(sdl), { name: 'EmulatorError', code, message })
    })
  }
})

const models: readonly { title: string; model: string; message: string }[] = [
  {
    title: 'a query under a name of its own',
    model: '@model(queries: { get: "todo" })',
    message: `type "Todo": @model: a name of one's own for "get" is not emulated; take it out to run the rest`,
  },
  {
    title: 'a setting of subscriptions that data-schema does not write',
    model: '@model(subscriptions: { level: off })',
    message:
      'type "Todo": @model(subscriptions): its argument "level" is not emulated; take it out to run the rest',
  },
]

suite('models that are refused by name', () => {
  for (const { title, model, message } of models) {
    test(title, () => {
      const sdl = `type Todo ${model} ${auth} { v: String }`

      assert.throws(() => parseSdl(sdl), { name: 'EmulatorError', code: 'NOT_EMULATED', message })
    })
  }
})
