import assert from 'node:assert/strict'
import { test } from 'node:test'

import { lintSubject } from '../../../emulator/analysis/lint/lint-subject.ts'
import { substringGroup } from '../../../emulator/analysis/lint/rules/substring-group.ts'
import type { Claims } from '../../../emulator/model/claims.ts'
import { versionOf } from '../sample-versions.ts'

const version = await versionOf(`Todo: a.model({ content: a.string() }).authorization((allow) => [
  allow.group('Moderator', 'oidc').withClaimIn('user_groups'),
])`)

const cases: readonly {
  readonly of: string
  readonly known: readonly Claims[]
  readonly severities: readonly string[]
}[] = [
  { of: 'nobody is known', known: [], severities: ['warning'] },
  {
    of: 'nobody known has the claim',
    known: [{ user_id: 'alice' }],
    severities: ['warning'],
  },
  {
    of: 'everybody known has it as a list',
    known: [{ user_groups: ['Moderator'] }, { user_groups: ['Users'] }, {}],
    severities: [],
  },
  {
    of: 'somebody has it as a text',
    known: [{ user_groups: ['Moderator'] }, { user_groups: 'Users' }],
    severities: ['warning'],
  },
  {
    of: 'somebody has a text with a name around the name',
    known: [{ user_groups: 'SuperModerators' }],
    severities: ['error'],
  },
  {
    of: 'somebody is in a group with a name around the name, of a list',
    known: [{ user_groups: ['SuperModerators'] }],
    severities: ['warning'],
  },
]

for (const { of, known, severities } of cases) {
  test(`a searched group claim, where ${of}: ${severities.join() || 'nothing is said'}`, () => {
    const callers = known.map((claims, at) => ({
      name: `persona ${at}`,
      identity: { mode: 'oidc' as const, issuer: '', claims },
    }))
    const found = substringGroup.find(lintSubject(version, callers))
    assert.deepEqual(
      found.map(({ severity = substringGroup.severity }) => severity),
      severities,
    )
  })
}
