import assert from 'node:assert/strict'
import { test } from 'node:test'

import { diffAccess } from '../../emulator/analysis/access-diff.ts'
import type { AccessChange } from '../../emulator/analysis/access-diff.ts'
import { employee, todo, versionOf } from './sample-versions.ts'

const hr = "allow.group('HR', 'oidc').withClaimIn('user_groups')"
const base = employee({ hr: "['read', 'update']" })

const cases: readonly (readonly [
  string,
  { readonly from: string; readonly to: string },
  readonly string[],
])[] = [
  [
    'more for a group, and what it does not get although the rule says so (`analysis.md` §3.4)',
    {
      from: base,
      to: employee({ hr: "['read', 'update', 'delete']", ssn: `, ${hr}.to(['read'])` }),
    },
    ['gained Employee clear name', 'gained Employee read ssn', 'shape Employee read ssn'],
  ],
  ['nothing', { from: base, to: base }, []],
  [
    'a rule that another one covers: only who becomes the owner, and an argument that is gone',
    { from: todo, to: todo.replace("allow.owner('oidc').identityClaim('user_id'),", '') },
    ['shape Todo create', 'shape Todo listen'],
  ],
  ['a group that decides nothing', { from: todo, to: todo.replace(/allow.groups.*,\n/, '') }, []],
  [
    'a model that is new',
    {
      from: base,
      to: `${base}, Tag: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc').to(['get'])])`,
    },
    ['gained Tag get'],
  ],
  [
    'an owner rule narrowed to reading',
    {
      from: `Note: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc')])`,
      to: `Note: a.model({ x: a.string() }).authorization((allow) => [allow.owner('oidc').to(['read'])])`,
    },
    [
      'lost Note create',
      'lost Note send x',
      'lost Note send id',
      'lost Note update',
      'lost Note set x',
      'lost Note clear x',
      'lost Note delete',
    ],
  ],
]

for (const [what, { from, to }, wanted] of cases) {
  test(`the access diff of ${what}`, async () => {
    const [before, after] = await Promise.all([versionOf(from), versionOf(to)])

    assert.deepEqual(diffAccess(before, after).changes.map(inWords).toSorted(), wanted.toSorted())
  })
}

function inWords({ change, subject, capability }: AccessChange): string {
  return `${change} ${subject.name} ${capability}`
}
