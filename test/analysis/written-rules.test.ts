import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ruleId, withoutRule, writtenRules } from '../../emulator/analysis/written-rules.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'
import { employee, todo, versionOf } from './sample-versions.ts'

const { definition } = await versionOf(`${todo}, ${employee({ hr: "['read']" })}`)

test('every rule has a name of its own: models, then their fields', () => {
  assert.deepEqual(writtenRules(definition).map(ruleId), [
    'Todo#0',
    'Todo#1',
    'Todo#2',
    'Employee#0',
    'Employee#1',
    'Employee#2',
    'Employee.ssn#0',
  ])
})

const removals = [
  { of: 'Todo#1', leaves: ['Todo#0', 'Todo#1'] },
  // Without its only rule the field would have the model's.
  { of: 'Employee.ssn#0', leaves: ['Employee.ssn#0'] },
]

for (const { of, leaves } of removals) {
  test(`without ${of} there are ${leaves.join(', ')}`, () => {
    const [written] = writtenRules(definition).filter((one) => ruleId(one) === of)
    assert.ok(written)
    const left = writtenRules(withoutRule(definition, written)).filter(
      ({ holder }) => holder === written.holder,
    )
    assert.deepEqual(left.map(ruleId), leaves)
    assert.ok(left.every(({ rule }) => rule !== written.rule))
  })
}

test('an only rule that is taken away still stands there, with nothing to grant', () => {
  const [written] = writtenRules(definition).filter(({ holder }) => holder === 'Employee.ssn')
  assert.ok(written)
  const [left] = writtenRules(withoutRule(definition, written)).filter(
    ({ holder }) => holder === 'Employee.ssn',
  )
  assert.deepEqual(left?.rule.operations, [])
})

test("without its only rule a custom operation is nobody's", async () => {
  const version = await versionOf(`report: a.query().returns(a.string())
    .authorization((allow) => [allow.group('Board', 'oidc')])
    .handler(a.handler.function('report'))`)
  const [written] = writtenRules(version.definition)
  assert.ok(written)
  const without = compilePolicy(withoutRule(version.definition, written))
  assert.deepEqual(without.operations.get('Query.report')?.roles, [])
})
