import assert from 'node:assert/strict'
import { test } from 'node:test'

import { versionOf } from '../analysis/sample-versions.ts'
import { loadScenario } from '../conformance/load-scenario.ts'
import { randomDefinition } from '../conformance/random-definition.ts'
import { askEveryCell } from './ask-every-cell.ts'
import { ruledDefinition } from './random-rules.ts'

/** Seeds whose definitions AWS would deploy; `every-cell.ts` asks of more. */
const definitions = [
  ...[8, 9, 12, 26].map((seed) => ['rules', seed, ruledDefinition(seed)] as const),
  ...[11].map((seed) => ['shapes', seed, randomDefinition(seed)] as const),
]

for (const [kind, seed, definition] of definitions) {
  test(`${kind} ${seed}: the API answers every case as the exhaustive matrix says`, async () => {
    const { disagreements, requests } = await askEveryCell(await loadScenario(definition))

    assert.deepEqual(disagreements, [])
    assert.ok(requests > 0)
  })
}

const found: readonly (readonly [string, string])[] = [
  [
    'an index that holds only keys does not show the filter who owns an item',
    `Note: a.model({ author: a.string(), x: a.string() })
      .secondaryIndexes((index) => [index('x').projection('KEYS_ONLY')])
      .authorization((allow) => [allow.owner('oidc').identityClaim('sub')])`,
  ],
  [
    'no event has a group field that nobody declared',
    `Note: a.model({ x: a.string() })
      .authorization((allow) => [allow.groupDefinedIn('team', 'oidc').withClaimIn('teams')])`,
  ],
  [
    'an event shows a number that is stored as an owner of several parts as a text',
    `Note: a.model({ x: a.string() })
      .authorization((allow) => [allow.owner('oidc'), allow.ownerDefinedIn('by', 'oidc').identityClaim('username')])`,
  ],
  [
    'a number for a key is no text that a client filter could name',
    `Note: a.model({ x: a.integer().required() }).identifier(['x'])
      .authorization((allow) => [allow.authenticated('oidc')])`,
  ],
  [
    'the relation of a model to itself, with a key of its own',
    `Note: a.model({ x: a.string().required(), upper: a.string(), of: a.belongsTo('Note', 'upper'), notes: a.hasMany('Note', 'upper') })
      .identifier(['x']).authorization((allow) => [allow.authenticated('oidc')])`,
  ],
  [
    'an owner that no index takes as its key',
    `Note: a.model({ by: a.string(), x: a.string() }).secondaryIndexes((index) => [index('by')])
      .authorization((allow) => [allow.ownerDefinedIn('by', 'oidc').identityClaim('sub')])`,
  ],
  [
    'a value that validation refuses',
    `Note: a.model({ x: a.integer().validate((v) => v.gt(1)) })
      .authorization((allow) => [allow.authenticated('oidc')])`,
  ],
]

for (const [promise, models] of found) {
  test(`every case is answered as predicted: ${promise}`, async () => {
    const { disagreements } = await askEveryCell(await versionOf(models))

    assert.deepEqual(disagreements, [])
  })
}
