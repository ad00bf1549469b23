import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import { tablesOf } from '../../emulator/graphql/tables-of.ts'

const definition = parseSdl(`
  enum Status { OPEN DONE }
  type Order @model @auth(rules: [{ allow: private }]) {
    tenant: ID! @primaryKey(sortKeyFields: ["number"])
    number: Int!
    status: Status @index(name: "byStatus", sortKeyFields: ["placed"], projection: { type: KEYS_ONLY })
    placed: AWSTimestamp
    total: Float @index(name: "byTotal", sortKeyFields: ["status", "placed"])
    lines: [Line] @hasMany(references: ["tenant", "number"])
    receipt: Receipt @hasOne(references: ["tenant", "number"])
  }
  type Line @model @auth(rules: [{ allow: private }]) {
    tenant: ID
    number: Int
    order: Order @belongsTo(references: ["tenant", "number"])
  }
  type Receipt @model @auth(rules: [{ allow: private }]) {
    tenant: ID
    number: Int
    order: Order @belongsTo(references: ["tenant", "number"])
  }
`)

test('a table has an index for each that is written and for each relation to it', () => {
  assert.deepEqual(
    [...tablesOf(definition).values()],
    [
      {
        name: 'Order',
        identifier: ['tenant', 'number'],
        indexes: [
          {
            name: 'byStatus',
            partitionKey: { name: 'status', type: 'S' },
            sortKey: { name: 'placed', type: 'N' },
            projection: [],
          },
          {
            name: 'byTotal',
            partitionKey: { name: 'total', type: 'N' },
            sortKey: { name: 'status#placed', type: 'S' },
          },
        ],
      },
      {
        name: 'Line',
        identifier: ['id'],
        indexes: [
          {
            name: 'gsi-Order.lines',
            partitionKey: { name: 'tenant', type: 'S' },
            sortKey: { name: 'number', type: 'N' },
          },
        ],
      },
      {
        name: 'Receipt',
        identifier: ['id'],
        indexes: [
          {
            name: 'gsi-Order.receipt',
            partitionKey: { name: 'tenant', type: 'S' },
            sortKey: { name: 'number', type: 'N' },
          },
        ],
      },
    ],
  )
})
