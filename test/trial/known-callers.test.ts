import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { KnownCaller } from '../../emulator/analysis/witness.ts'
import type { AuthorizationModes } from '../../emulator/model/modes.ts'
import { knownCallers } from '../../emulator/trial/known-callers.ts'

const personas = [
  { name: 'alice', claims: { user_id: 'a' } },
  { name: 'key', claims: {}, mode: 'apiKey' },
] as const

const oidcMode = { providerName: 'p', issuerUrl: 'https://issuer.example' }

const cases: readonly (readonly [string, AuthorizationModes, readonly string[]])[] = [
  [
    'OIDC alone',
    { defaultMode: 'oidc', additionalModes: [], oidc: oidcMode },
    ['alice: oidc user_id'],
  ],
  [
    'a user pool alone, whose tokens name everybody',
    { defaultMode: 'userPool', additionalModes: [] },
    ['alice: userPool sub,user_id,username'],
  ],
  [
    'both, the default one under the plain name',
    { defaultMode: 'userPool', additionalModes: ['oidc'], oidc: oidcMode },
    ['alice: userPool sub,user_id,username', 'alice (oidc): oidc user_id'],
  ],
]

for (const [what, modes, expected] of cases) {
  test(`a persona is asked about as the API takes its tokens: ${what}`, () => {
    assert.deepEqual(knownCallers(personas, modes).map(text), expected)
  })
}

function text({ name, identity }: KnownCaller): string {
  if (!('claims' in identity)) return `${name}: ${identity.mode}`
  const own = Object.keys(identity.claims).filter((claim) => /^(sub|user.*)$/.test(claim))
  return `${name}: ${identity.mode} ${own.toSorted().join(',')}`
}
