import assert from 'node:assert/strict'
import { test } from 'node:test'

import { clientIdsOf, clientsOf, tokenModeOfClient } from '../../emulator/issuer/client-ids.ts'
import type { AuthorizationModes } from '../../emulator/model/modes.ts'

const cases: readonly { clientId: string | undefined; ids: readonly string[] }[] = [
  { clientId: undefined, ids: ['amplite'] },
  { clientId: 'client-id', ids: ['client-id'] },
  { clientId: 'web|mobile', ids: ['web', 'mobile'] },
  { clientId: 'web|web', ids: ['web'] },
  { clientId: 'web|app-.*', ids: ['web'] },
  { clientId: '(?:a|b)c|plain', ids: ['plain'] },
  { clientId: '[a|b]|plain', ids: ['plain'] },
  { clientId: '^web$|mobile', ids: ['web', 'mobile'] },
  {
    clientId: '123-abc.apps.googleusercontent.com',
    ids: ['123-abc.apps.googleusercontent.com'],
  },
  { clientId: '123\\.apps', ids: ['123.apps'] },
  { clientId: 'a\\|b', ids: ['a|b'] },
  { clientId: '.*', ids: ['amplite'] },
  { clientId: '[a-z]+', ids: ['amplite'] },
]

for (const { clientId, ids } of cases) {
  test(`clientId ${JSON.stringify(clientId)} registers ${ids.join(' and ')}`, () => {
    assert.deepEqual(clientIdsOf(clientId), { ids })
  })
}

test('a pattern that no plain id satisfies registers amplite and says that the API refuses it', () => {
  assert.deepEqual(clientIdsOf('app-\\d+'), {
    ids: ['amplite'],
    warning:
      'clientId "app-\\d+" names no plain id and does not match the client "amplite" of the sandbox, so the API refuses its tokens; add one, such as "app-\\d+|amplite"',
  })
})

test('a clientId that is no regular expression registers amplite and says so', () => {
  assert.deepEqual(clientIdsOf('app('), {
    ids: ['amplite'],
    warning:
      'clientId "app(" is no regular expression, so no token passes; escape what is meant literally',
  })
})

const oidc = { providerName: '', issuerUrl: '', clientId: 'web|app' }

/** The clients of an API and whose tokens a sign-in by each yields. */
const clients: readonly { modes: AuthorizationModes; signIns: Readonly<Record<string, string>> }[] =
  [
    {
      modes: { defaultMode: 'oidc', additionalModes: [], oidc },
      signIns: { web: 'oidc', app: 'oidc' },
    },
    {
      modes: { defaultMode: 'userPool', additionalModes: ['apiKey'] },
      signIns: { amplite: 'userPool' },
    },
    {
      modes: { defaultMode: 'userPool', additionalModes: ['oidc'], oidc },
      signIns: { web: 'oidc', app: 'oidc', 'amplite-user-pool': 'userPool' },
    },
    { modes: { defaultMode: 'apiKey', additionalModes: [] }, signIns: { amplite: 'oidc' } },
  ]

for (const { modes, signIns } of clients) {
  const { defaultMode, additionalModes } = modes
  test(`clients of the modes ${[defaultMode, ...additionalModes].join(', ')}`, () => {
    const { ids } = clientsOf(modes)

    const found = ids.map((id) => [id, tokenModeOfClient(modes, id)])
    assert.deepEqual(found, Object.entries(signIns))
  })
}
