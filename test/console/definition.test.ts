import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseDefinition } from '../../emulator/console/page/wire/definition.ts'

const issuer = 'http://127.0.0.1:20002/oidc'
const answer = { file: 'resource.ts', loadedAt: '2030-01-01T00:00:00.000Z', models: [] }
const oidc = { issuer, clientIds: ['web'], authTtlSeconds: 300, issueTtlSeconds: null }
const userPool = { issuer, clientIds: ['amplite-user-pool'], tokenIssuer: 'https://pool' }

/** What the console signs in to, by the modes of the definition. */
const cases = [
  { title: 'OIDC', modes: { oidc }, signIn: { issuer, clientId: 'web', authTtlSeconds: 300 } },
  { title: 'a user pool', modes: { userPool }, signIn: { issuer, clientId: 'amplite-user-pool' } },
  {
    title: 'both: OIDC',
    modes: { oidc, userPool },
    signIn: { issuer, clientId: 'web', authTtlSeconds: 300 },
  },
  { title: 'neither: nothing', modes: {}, signIn: undefined },
]

for (const { title, modes, signIn } of cases) {
  test(`the console signs in to ${title}`, () => {
    const parsed = parseDefinition({ ...answer, modes: { defaultMode: 'iam', ...modes } })

    assert.deepEqual(parsed.oidc, signIn)
  })
}
