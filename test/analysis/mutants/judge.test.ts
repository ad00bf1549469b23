import assert from 'node:assert/strict'
import { test } from 'node:test'

import { diffAccess } from '../../../emulator/analysis/access-diff.ts'
import { mutantsOf } from '../../../emulator/analysis/mutants/all-mutants.ts'
import { judge } from '../../../emulator/analysis/mutants/judge.ts'
import type { JudgedMutant } from '../../../emulator/analysis/mutants/judge.ts'
import type { Version } from '../../../emulator/analysis/sides.ts'
import { loadPolicy, policyOf } from '../../../emulator/load-policy.ts'
import type { Definition } from '../../../emulator/model/definition.ts'
import { loadScenario } from '../../conformance/load-scenario.ts'
import { randomOf } from '../random-case.ts'
import { employee, todo, versionOf } from '../sample-versions.ts'
import { callersOf, scenarios } from '../scenarios.ts'
import { searchOutside } from '../search-outside.ts'
import type { Asking } from '../search-outside.ts'

function compile(definition: Definition): Version | undefined {
  try {
    return policyOf(definition)
  } catch {
    return undefined
  }
}

function judged(version: Version): readonly JudgedMutant[] {
  return judge(version, mutantsOf(version.definition), compile)
}

const docsBase = await versionOf(`${todo}, ${employee({ hr: "['read', 'update']" })}`)
const docs = judged(docsBase)

function oneOf(id: string): JudgedMutant {
  const found = docs.find(({ mutant }) => mutant.id === id)
  assert.ok(found)
  return found
}

test("the docs' Todo: its group rule decides nothing, its owner rule only fills the owner in", () => {
  const owner = oneOf('Todo#0:drop')
  const everybody = oneOf('Todo#1:drop')

  assert.equal(oneOf('Todo#2:drop').verdict, 'equivalent')
  assert.ok(owner.verdict === 'live' && owner.isShapeOnly)
  assert.ok(everybody.verdict === 'live' && !everybody.isShapeOnly)
})

test('what AWS would not deploy is stillborn: two owners of one field by claims of two names', () => {
  const ids = docs.filter(({ verdict }) => verdict === 'stillborn').map(({ mutant }) => mutant.id)

  assert.deepEqual(ids, ['Employee#1:owner-claim(sub)', 'Employee.ssn#0:owner-claim(sub)'])
})

test('mutants that answer every request alike have one representative', async () => {
  const version = await versionOf(
    `T: a.model({ x: a.string() }).authorization((allow) => [
      allow.authenticated('oidc').to(['update', 'list']),
      allow.group('A', 'oidc').to(['update', 'get']),
    ])`,
  )

  const alike = judged(version).flatMap((one) =>
    one.verdict !== 'live' || one.alike.length === 0
      ? []
      : [[one.mutant.id, ...one.alike.map(({ id }) => id)]],
  )

  // The other rule lets everybody update, so of the group's there is only get.
  assert.deepEqual(alike, [['T#1:drop', 'T#1:narrow-op(get)']])
})

test("the age and the audience of tokens are nobody's access, but not the same", async () => {
  const version = await loadPolicy('seed/amplify/data/resource.ts')
  const mutants = mutantsOf(version.definition).filter(({ holder }) => holder === 'oidc')

  assert.deepEqual(
    judge(version, mutants, compile).map(({ mutant, verdict }) => [mutant.id, verdict]),
    [
      ['oidc:auth-ttl', 'live'],
      ['oidc:issue-ttl', 'live'],
      ['oidc:client-id', 'live'],
    ],
  )
})

/** The claim "equivalent", held against requests that the enumeration knows nothing of. */
const bySize = scenarios.toSorted((one, other) => sizeOf(one) - sizeOf(other))
const chosen = bySize.slice(0, 7)
const mutantsEach = 12
let searched = 0

function sizeOf({ schema }: (typeof scenarios)[number]): number {
  return JSON.stringify(schema).length
}

function refuted(
  base: Version,
  equivalent: readonly JudgedMutant[],
  asking: Asking,
): readonly string[] {
  searched += equivalent.length
  return equivalent.flatMap(({ mutant }) => {
    const version = policyOf(mutant.definition)
    const { differing } = searchOutside([base, version], asking, randomOf(mutant.id))
    // Also where nothing was compared, because the rules in question have no say there.
    const elsewhere = diffAccess(base, version).changes.length
    return differing + elsewhere === 0 ? [] : [`${mutant.id}: ${differing}, ${elsewhere}`]
  })
}

test("no request tells an equivalent mutant of the docs' models from them", () => {
  const equivalent = docs.filter(({ verdict }) => verdict === 'equivalent')
  const claims = [
    { user_id: 'alice' },
    { user_id: 'alice', user_groups: ['testGroupName', 'HR'] },
    { sub: 'x', 'cognito:groups': ['HR', 'amplite-other'] },
  ]
  const callers = claims.map((one) => ({ mode: 'oidc', issuer: '', claims: one }) as const)
  const seed = { Todo: [{ id: '1', owner: 'alice' }], Employee: [{ id: '1', owner: 'alice' }] }

  assert.deepEqual(refuted(docsBase, equivalent, { callers, seed, requestsEach: 4 }), [])
})

for (const scenario of chosen) {
  test(`${scenario.name}: no request tells an equivalent mutant from the definition`, async () => {
    const base = await loadScenario(scenario)
    const callers = callersOf(scenario, base)
    const mutants = mutantsOf(base.definition)
    const some = mutants.filter((_, at) => at % Math.ceil(mutants.length / mutantsEach) === 0)
    const equivalent = judge(base, some, compile).filter(({ verdict }) => verdict === 'equivalent')

    const found = refuted(base, equivalent, { callers, seed: scenario.seed ?? {}, requestsEach: 4 })

    assert.deepEqual(found, [])
  })
}

test('the search had equivalent mutants to look at', () => {
  assert.ok(searched > 15, String(searched))
})
