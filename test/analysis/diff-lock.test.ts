import assert from 'node:assert/strict'
import { test } from 'node:test'

import { diffAccess } from '../../emulator/analysis/access-diff.ts'
import type { AccessDiff } from '../../emulator/analysis/access-diff.ts'
import { diffLock } from '../../emulator/analysis/lock/diff-lock.ts'
import { lockOf, lockText } from '../../emulator/analysis/lock/lock-file.ts'
import type { Lock } from '../../emulator/analysis/lock/lock-file.ts'
import { parseLock } from '../../emulator/analysis/lock/parse-lock.ts'
import { renameInLock } from '../../emulator/analysis/lock/rename-in-lock.ts'
import type { Version } from '../../emulator/analysis/sides.ts'
import { loadScenario } from '../conformance/load-scenario.ts'
import { mutationsOf } from './mutated-versions.ts'
import { employee, todo, versionOf } from './sample-versions.ts'
import { scenarios } from './scenarios.ts'

/** A lock file as it is read from disk. */
function written(version: Version): Lock {
  return parseLock(lockText(lockOf(version), 'x'), 'f')
}

/** Changes that a lock file can show: it tells no refusal from an empty list, and protects no field by listing it. */
function shown({ changes }: AccessDiff): readonly string[] {
  const words = changes
    .filter(({ change, capability }) => change !== 'shape' && !capability.startsWith('filter '))
    .map(({ change, subject, mode, capability }) =>
      [change, subject.name, mode, capability].join(' '),
    )
  return [...new Set(words)].toSorted()
}

for (const scenario of scenarios.filter((_, at) => at % 24 === 4)) {
  test(`${scenario.name}: a lock file and the rules that it was written of differ in nothing`, async () => {
    const version = await loadScenario(scenario)

    assert.deepEqual(diffLock(written(version), version).changes, [])
  })
}

for (const scenario of scenarios.filter((_, at) => at % 56 === 3)) {
  test(`${scenario.name}: a lock file shows what its rules would show`, async () => {
    const base = await loadScenario(scenario)
    const lock = written(base)
    const mutations = mutationsOf(base)
    const some = mutations.filter((_, at) => at % Math.ceil(mutations.length / 3) === 0)

    for (const { name, version } of some)
      assert.deepEqual(shown(diffLock(lock, version)), shown(diffAccess(base, version)), name)
  })
}

const hr = employee({ hr: "['read', 'update']" })

const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'a model that is gone',
    `${hr}, ${todo}`,
    hr,
    ['create', 'delete', 'get', 'hear', 'list', 'listen', 'update'].map(
      (capability) => `lost Todo oidc ${capability}`,
    ),
  ],
  [
    'a rule that is gone',
    hr,
    employee({ hr: "['read']" }),
    ['lost Employee oidc set name', 'lost Employee oidc update'],
  ],
  [
    'a new field that everybody may write',
    todo,
    todo.replace('content:', 'more: a.string(), content:'),
    [],
  ],
  [
    'a new field that only some may write',
    hr,
    hr.replace('name:', 'more: a.string(), name:'),
    ['gained Employee oidc set more'],
  ],
]

for (const [what, from, to, wanted] of cases) {
  test(`since the lock file: ${what}`, async () => {
    const [before, after] = await Promise.all([versionOf(from), versionOf(to)])

    assert.deepEqual(shown(diffLock(written(before), after)), wanted)
  })
}

test('a lock file is read under the new names of models and fields', async () => {
  const [before, after] = await Promise.all([
    versionOf(`Note: a.model({ by: a.string(), x: a.string() }).authorization((allow) => [
      allow.ownerDefinedIn('by', 'oidc').identityClaim('by'),
      allow.group('by', 'oidc').withClaimIn('by').to(['read']),
    ])`),
    versionOf(`Memo: a.model({ author: a.string(), x: a.string() }).authorization((allow) => [
      allow.ownerDefinedIn('author', 'oidc').identityClaim('by'),
      allow.group('by', 'oidc').withClaimIn('by').to(['read']),
    ])`),
  ])
  const renames = [
    { model: 'Note', to: 'Memo' },
    { model: 'Memo', field: 'by', to: 'author' },
  ]

  const lock = renames.reduce(renameInLock, written(before))

  assert.deepEqual(diffLock(lock, after).changes, [])
})
