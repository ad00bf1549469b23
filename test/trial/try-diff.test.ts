import assert from 'node:assert/strict'
import { test } from 'node:test'

import { diffAccess } from '../../emulator/analysis/access-diff.ts'
import { disagreements, tryDiff } from '../../emulator/trial/try-diff.ts'
import type { Evidence } from '../../emulator/trial/try-diff.ts'
import { mutationsOf } from '../analysis/mutated-versions.ts'
import { employee, todo, versionOf } from '../analysis/sample-versions.ts'
import { scenarios } from '../analysis/scenarios.ts'
import { loadScenario } from '../conformance/load-scenario.ts'

/**
 * What the rules predict is what the API answers: of scenarios of the reference runs one rule is changed, and every change that
 * the diff reports is tried on both versions.
 */
const chosen = scenarios.filter((_, at) => at % 40 === 7)
const mutationsEach = 3

for (const scenario of chosen) {
  test(`${scenario.name}: every change is answered as it was predicted`, async () => {
    const base = await loadScenario(scenario)
    const mutations = mutationsOf(base)
    const step = Math.ceil(mutations.length / mutationsEach)

    const wrong: string[] = []
    for (const { name, version } of mutations.filter((_, at) => at % step === 0)) {
      const tried = await tryDiff(diffAccess(base, version), {
        versions: [base, version],
        callers: [],
      })
      wrong.push(...disagreements(tried).map((one) => `${name}: ${inWords(one)}`))
    }

    assert.deepEqual(wrong, [])
  })
}

const hr = "allow.group('HR', 'oidc').withClaimIn('user_groups')"

test('each change has the smallest request that shows it, and both answers', async () => {
  const base = await versionOf(employee({ hr: "['read', 'update']" }))
  const head = await versionOf(
    employee({ hr: "['read', 'update', 'delete']", ssn: `, ${hr}.to(['read'])` }),
  )

  const entries = await tryDiff(diffAccess(base, head), { versions: [base, head], callers: [] })

  assert.deepEqual(
    entries.flatMap(({ change, evidence }) => evidence.map((one) => `${change} ${inWords(one)}`)),
    [
      'gained clear name by {"user_groups":["HR"]} on {"name":"sample","id":"1"}: refuse → allow',
      'gained read ssn by {"user_groups":["HR"]} on {"ssn":"sample","id":"1"}: refuse → value',
      'shape read ssn by {"user_groups":["HR"]} on {"ssn":"sample","id":"1"}: refuse → null',
    ],
  )
})

test('somebody known asks where the change concerns him', async () => {
  const base = await versionOf(todo)
  const head = await versionOf(todo.replace("allow.authenticated('oidc'),", ''))
  const holly = { sub: 'h', user_id: 'holly', user_groups: ['others'] }
  const callers = [
    { name: 'holly', identity: { mode: 'oidc' as const, issuer: '', claims: holly } },
  ]

  const entries = await tryDiff(diffAccess(base, head), { versions: [base, head], callers })
  const personas = entries.flatMap(({ evidence }) =>
    evidence.map((one) =>
      'witness' in one ? `${one.capability} ${one.witness.persona ?? 'nobody'}` : '',
    ),
  )

  assert.ok(personas.includes('update holly'), personas.join('\n'))
  assert.ok(personas.includes('create nobody'), 'who has a user_id may create still')
  assert.deepEqual(disagreements(entries), [])
})

test('no change, nothing to try', async () => {
  const base = await versionOf(todo)

  assert.deepEqual(
    await tryDiff(diffAccess(base, base), { versions: [base, base], callers: [] }),
    [],
  )
})

test('a trial that comes out otherwise than predicted is a disagreement', async () => {
  const base = await versionOf(todo)
  const head = await versionOf(todo.replace("allow.authenticated('oidc'),", ''))

  // The newer version is left out of the trial: the older one answers twice.
  const entries = await tryDiff(diffAccess(base, head), { versions: [base, base], callers: [] })

  assert.ok(disagreements(entries).length > 0)
})

function inWords(one: Evidence): string {
  if ('untried' in one) return `${one.capability}: ${one.untried}`
  const { identity } = one.witness.asked
  const {
    __typename: _,
    createdAt: _created,
    updatedAt: _updated,
    ...item
  } = one.trial.stored ?? {}
  const claims = 'claims' in identity ? JSON.stringify(identity.claims) : identity.mode
  const words = one.trial.tried.map(({ word }) => word).join(' → ')
  return `${one.capability} by ${claims} on ${JSON.stringify(item)}: ${words}`
}
