import assert from 'node:assert/strict'
import { test } from 'node:test'

import { countCoverage } from '../../../emulator/analysis/rule-coverage/count-coverage.ts'
import type {
  CountedCase,
  UnitCoverage,
} from '../../../emulator/analysis/rule-coverage/count-coverage.ts'
import { unitId } from '../../../emulator/analysis/rule-coverage/unit.ts'
import type { Identity } from '../../../emulator/identity/identity.ts'
import type { Item } from '../../../emulator/model/item.ts'
import { employee, todo, versionOf } from '../sample-versions.ts'

const guest: Identity = { mode: 'iam', principal: 'guest' }

function somebody(claims: Item): Identity {
  return { mode: 'oidc', issuer: '', claims }
}

const alice = somebody({ user_id: 'alice' })
const bob = somebody({ user_id: 'bob' })
const nobody = somebody({})
const hr = somebody({ user_id: 'helen', user_groups: ['HR'] })
const it = somebody({ user_id: 'ivan', user_groups: ['IT'] })

interface Asked {
  readonly who: Identity
  /** e.g. `Employee update`. */
  readonly what: string
  readonly about?: Item
  readonly wants?: readonly string[]
  readonly given?: Item
  readonly facts?: Readonly<Record<string, string>>
}

function caseOf({ who, what, about = {}, wants, given = {}, facts = {} }: Asked): CountedCase {
  const [subject = '', ...words] = what.split(' ')
  const study = words.join(' ')
  const asked = { identity: who, attributes: about, given, facts }
  return { subject, study, asked, wants: wants ?? [study], count: 1 }
}

const mine = { owner: 'alice', name: 'Al' }
const fromQuery = { source: 'query' }

const employees = await versionOf(employee({ hr: "['read', 'update']" }))
const todos = await versionOf(todo)

/** Rules of the docs' Employee: #0 authenticated reads, #1 the owner, #2 HR reads and updates; ssn#0 the owner. */
const cases: readonly (Asked & {
  readonly title: string
  /** What the request shows of which units; units of which it shows nothing are left out. */
  readonly shows: Readonly<Record<string, string>>
})[] = [
  {
    title: 'a signed-in reader is let in by one rule alone',
    who: nobody,
    what: 'Employee get',
    about: mine,
    shows: { 'Employee#0 get': 'decisive' },
  },
  {
    title: 'an owner who reads is let in by the rule for everybody, too',
    who: alice,
    what: 'Employee get',
    about: mine,
    shows: { 'Employee#0 get': 'redundant', 'Employee#1 get': 'redundant' },
  },
  {
    title: 'a guest is no signed-in reader',
    who: guest,
    what: 'Employee get',
    about: mine,
    shows: { 'Employee#0 get': 'nearMiss' },
  },
  {
    title: 'a column is allowed thanks to one rule alone',
    who: alice,
    what: 'Employee update',
    about: mine,
    wants: ['update', 'set name'],
    shows: { 'Employee#1 update': 'decisive' },
  },
  {
    title: 'a protected column is allowed by the rule of its field',
    who: alice,
    what: 'Employee update',
    about: mine,
    wants: ['update', 'set ssn'],
    shows: { 'Employee.ssn#0 update': 'decisive' },
  },
  {
    title: 'somebody else is neither the owner nor in HR, and has one of the two claims',
    who: bob,
    what: 'Employee update',
    about: mine,
    wants: ['update', 'set name'],
    shows: { 'Employee#1 update': 'nearMiss', 'Employee#2 update': 'far' },
  },
  {
    title: 'somebody of another group has both claims',
    who: it,
    what: 'Employee update',
    about: mine,
    wants: ['update', 'set name'],
    shows: { 'Employee#1 update': 'nearMiss', 'Employee#2 update': 'nearMiss' },
  },
  {
    title: 'HR may not set what a field rule keeps',
    who: hr,
    what: 'Employee update',
    about: mine,
    wants: ['update', 'set ssn'],
    shows: { 'Employee.ssn#0 update': 'nearMiss' },
  },
  {
    title: 'the value of a protected field is shown to the owner alone',
    who: alice,
    what: 'Employee read ssn',
    about: mine,
    facts: fromQuery,
    shows: { 'Employee.ssn#0 read': 'decisive' },
  },
  {
    title: 'and to nobody else',
    who: hr,
    what: 'Employee read ssn',
    about: mine,
    facts: fromQuery,
    shows: { 'Employee.ssn#0 read': 'nearMiss' },
  },
  {
    title: 'a value that a mutation result leaves out counts as neither',
    who: alice,
    what: 'Employee read ssn',
    about: mine,
    facts: { source: 'mutation' },
    shows: {},
  },
  {
    title: 'nor does it for whom the rule does not mean',
    who: hr,
    what: 'Employee get',
    about: {},
    facts: { item: 'missing' },
    shows: {},
  },
  {
    title: 'only the owner deletes',
    who: alice,
    what: 'Employee delete',
    about: mine,
    shows: { 'Employee#1 delete': 'decisive', 'Employee.ssn#0 delete': 'decisive' },
  },
]

for (const { title, shows, ...asked } of cases) {
  test(title, () => {
    const { units } = countCoverage(employees, [caseOf(asked)])

    assert.deepEqual(shownBy(units), shows)
  })
}

test('an owner rule that only fills in the owner is counted as that', () => {
  const { units } = countCoverage(todos, [
    caseOf({ who: alice, what: 'Todo create', about: { content: 'x' } }),
  ])

  assert.deepEqual(shownBy(units), { 'Todo#0 create': 'filled', 'Todo#1 create': 'redundant' })
})

test('rules that another one makes needless can never be covered, and say which one it is', () => {
  const { units } = countCoverage(todos, [])

  const shadowed = units
    .filter(({ state }) => state === 'uncoverable')
    .map((unit) => `${unitId(unit)} by ${unit.shadowedBy.map(({ index }) => index).join()}`)
  const operations = ['create', 'get', 'list', 'update', 'delete', 'listen']
  assert.deepEqual(shadowed, [
    ...operations.map((operation) => `Todo#0 ${operation} by 1`),
    ...operations.map((operation) => `Todo#2 ${operation} by 1`),
  ])
})

test('rows of a list and events count one by one', async () => {
  const notes = await versionOf(`Note: a.model({ title: a.string() }).authorization((allow) => [
    allow.owner('oidc').identityClaim('user_id'),
    allow.group('HR', 'oidc').withClaimIn('user_groups').to(['list']),
  ])`)
  const row = (owner: string): Asked => ({ who: alice, what: 'Note list', about: { owner } })
  const event = (owner: string): Asked => ({
    who: alice,
    what: 'Note listen',
    wants: ['hear'],
    about: { owner },
    facts: { clientFilter: 'none' },
  })

  const { units } = countCoverage(
    notes,
    [row('alice'), row('bob'), row('carol'), event('alice'), event('bob')].map(caseOf),
  )

  const counts = units.map(({ decisive, nearMiss, far, ...unit }) => [
    unitId(unit),
    decisive.count,
    nearMiss.count,
    far,
  ])
  assert.deepEqual(counts, [
    ['Note#0 create', 0, 0, 0],
    ['Note#0 get', 0, 0, 0],
    ['Note#0 list', 1, 2, 0],
    ['Note#0 update', 0, 0, 0],
    ['Note#0 delete', 0, 0, 0],
    ['Note#0 listen', 1, 1, 0],
    ['Note#1 list', 0, 0, 2],
  ])
})

test('a unit is covered when somebody was let in by it and somebody kept out, and its lines are told', () => {
  const set = { what: 'Employee update', about: mine, wants: ['update', 'set name'] }
  const asked = [
    { ...caseOf({ ...set, who: hr }), at: '/app/test/employee.test.ts:12' },
    { ...caseOf({ ...set, who: it }), at: '/app/test/employee.test.ts:20', count: 3 },
  ]

  const { units } = countCoverage(employees, asked)

  const unit = units.find((one) => unitId(one) === 'Employee#2 update')
  assert.deepEqual(
    [unit?.state, unit?.decisive, unit?.nearMiss],
    [
      'covered',
      { count: 1, by: ['/app/test/employee.test.ts:12'] },
      { count: 3, by: ['/app/test/employee.test.ts:20'] },
    ],
  )
})

function shownBy(units: readonly UnitCoverage[]): Readonly<Record<string, string>> {
  const shown = units.flatMap((unit) => {
    const counts = {
      decisive: unit.decisive.count,
      nearMiss: unit.nearMiss.count,
      redundant: unit.redundant,
      far: unit.far,
      filled: unit.filled,
    }
    return Object.entries(counts).flatMap(([name, count]) =>
      count > 0 ? [[unitId(unit), name] as const] : [],
    )
  })
  return Object.fromEntries(shown)
}
