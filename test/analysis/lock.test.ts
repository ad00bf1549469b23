import assert from 'node:assert/strict'
import { test } from 'node:test'

import { compareLocks } from '../../emulator/analysis/lock/compare-locks.ts'
import { lockOf, lockText } from '../../emulator/analysis/lock/lock-file.ts'
import { parseLock } from '../../emulator/analysis/lock/parse-lock.ts'
import type { Version } from '../../emulator/analysis/sides.ts'
import { loadScenario } from '../conformance/load-scenario.ts'
import { employee, todo, versionOf } from './sample-versions.ts'
import { scenarios } from './scenarios.ts'

test("the docs' Employee and Todo as a lock file", async () => {
  const version = await versionOf(`${employee({ hr: "['read', 'update']" })}, ${todo}`)

  const [, ...blocks] = lockText(lockOf(version), 'amplify/data/resource.ts').split('\n\n')

  assert.deepEqual(squeezed(blocks.join('\n')), [
    '[Employee]',
    'create oidc caller has user_id => allow, sets owner to user_id',
    'get oidc always => allow',
    'list oidc always => show',
    "update oidc owner is not caller's user_id; caller in HR of user_groups => allow, only {name}, clears only {}",
    "update oidc owner is caller's user_id => allow",
    "delete oidc owner is caller's user_id => allow",
    'listen oidc always => unfiltered',
    "read ssn oidc owner is caller's user_id; in a query => value",
    "read ssn oidc owner is caller's user_id; in a mutation result => null",
    'filter ssn oidc always => allow',
    '[Todo]',
    'create oidc caller has no user_id => allow',
    'create oidc caller has user_id => allow, sets owner to user_id',
    'get oidc always => allow',
    'list oidc always => show',
    'update oidc always => allow',
    'delete oidc always => allow',
    'listen oidc always => unfiltered',
  ])
})

test('the head of a lock file names the format, the modes and what tokens are checked for', async () => {
  const version = await versionOf(todo)

  const [head = ''] = lockText(lockOf(version), 'amplify/data/resource.ts').split('\n\n')

  assert.deepEqual(head.split('\n').slice(2), [
    'lock 1',
    'modes oidc (default), iam',
    'oidc any client',
  ])
  assert.match(head, /what the rules of amplify\/data\/resource\.ts decide/)
})

function squeezed(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' '))
}

const differently: readonly (readonly [string, string, string])[] = [
  [
    'rules in another order',
    todo,
    `Todo: a.model({ content: a.string() }).authorization((allow) => [
      allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
      allow.authenticated('oidc'),
      allow.owner('oidc').identityClaim('user_id'),
    ])`,
  ],
  ['a rule that decides nothing', todo, todo.replace(/allow\.groups.*,\n/, '')],
  [
    'models in another order',
    `${todo}, ${employee({ hr: "['read']" })}`,
    `${employee({ hr: "['read']" })}, ${todo}`,
  ],
  [
    'one rule for two groups instead of two',
    note("allow.groups(['B', 'A'], 'oidc').withClaimIn('g')"),
    note("allow.group('A', 'oidc').withClaimIn('g'), allow.group('B', 'oidc').withClaimIn('g')"),
  ],
]

function note(rules: string): string {
  return `Note: a.model({ x: a.string() }).authorization((allow) => [${rules}])`
}

for (const [what, one, other] of differently) {
  test(`${what}: the same lock file`, async () => {
    const [before, after] = await Promise.all([versionOf(one), versionOf(other)])

    assert.equal(lockText(lockOf(after), 'x'), lockText(lockOf(before), 'x'))
  })
}

test('a name that could be read as something else is quoted', async () => {
  const version = await versionOf(
    note("allow.groups(['HR or of; x'], 'oidc').withClaimIn('my groups')"),
  )

  const text = lockText(lockOf(version), 'x')

  assert.match(
    text,
    /caller in "HR\\u0020or\\u0020of\\u003b\\u0020x" of "my\\u0020groups" {2,}=> allow/,
  )
  assert.deepEqual(compareLocks(parseLock(text, 'f'), lockOf(version)), [])
})

/** Every tenth is enough for a test run. */
for (const scenario of scenarios.filter((_, at) => at % 10 === 4)) {
  test(`${scenario.name}: what is written is read as it was`, async () => {
    const lock = lockOf(await loadScenario(scenario))

    assert.deepEqual(parseLock(lockText(lock, 'x'), 'f'), lock)
  })
}

test('comments, blanks and the order of lines do not count', async () => {
  const lock = lockOf(await versionOf(todo))
  const [head, block = ''] = lockText(lock, 'x').split('\n\n')
  const [name, ...lines] = block.trim().split('\n')
  const text = [
    head,
    '# mine',
    name,
    ...lines.toReversed().map((line) => line.replace('  =>', '      =>')),
  ]

  assert.deepEqual(compareLocks(parseLock(text.join('\r\n'), 'f'), lock), [])
})

test('a difference names the question and both texts', async () => {
  const [before, after] = await Promise.all([
    versionOf(employee({ hr: "['read', 'update']" })),
    versionOf(employee({ hr: "['read', 'update', 'delete']" })),
  ])

  assert.deepEqual(differencesOf(before, after), [
    {
      about: 'Employee  update  oidc',
      missing: [
        "owner is not caller's user_id; caller in HR of user_groups => allow, only {name}, clears only {}",
      ],
      added: [
        "owner is not caller's user_id; caller in HR of user_groups => allow, only {name}, clears only {name}",
      ],
    },
  ])
})

function differencesOf(before: Version, after: Version): readonly object[] {
  const written = parseLock(lockText(lockOf(before), 'x'), 'f')
  const tidy = (line: string): string => line.replaceAll(/ {2,}/g, ' ')
  return compareLocks(written, lockOf(after)).map(({ about, missing, added }) => ({
    about,
    missing: missing.map(tidy),
    added: added.map(tidy),
  }))
}

const refused: readonly (readonly [string, string, RegExp])[] = [
  ['no number', 'modes oidc\n', /^f has no line "lock N", but this version reads "lock 1"/],
  ['another number', 'lock 2\n', /^f is of format "lock 2", but this version reads "lock 1"/],
  ['a line that is no fact', 'lock 1\n\n[Todo]\nget me all\n', /^f:4: "get me all" is no fact/],
]

for (const [what, text, message] of refused) {
  test(`a lock file with ${what} is refused`, () => {
    assert.throws(() => parseLock(text, 'f'), { code: 'USAGE', message })
  })
}
