import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import type { Explanation } from '../../emulator/authorization/explain.ts'
import { explanationLines } from '../../emulator/authorization/explanation-lines.ts'
import { reasons } from '../../emulator/authorization/role-evaluation.ts'
import type { Place } from '../../emulator/model/definition.ts'

const place: Place = { file: '/app/amplify/data/resource.ts', line: 7, column: 13 }
const placeText = ({ line, column }: Place): string => `resource.ts:${line}:${column}`

const denied: Explanation = {
  question: 'update',
  effect: 'deny',
  reason: 'no-role-matches',
  because: 'no rule admits the caller',
  rules: [],
}

test('a rule a line, then what would have granted it, then what AWS does', () => {
  const explanation: Explanation = {
    ...denied,
    rules: [
      {
        rule: 'allow.owner()',
        place,
        reason: 'not-the-owner',
        because: 'owner is "bob", sub::username is "alice"',
      },
      { rule: 'allow.publicApiKey()', reason: 'granted', because: 'any apiKey caller' },
    ],
    wouldGrant: ['would pass if owner were "alice"', 'would pass with apiKey credentials'],
    quirks: [{ quirk: 'null-needs-delete', sentence: 'null takes more' }],
  }

  assert.deepEqual(explanationLines(explanation, placeText), [
    '  ✗ allow.owner()  resource.ts:7:13  not-the-owner: owner is "bob", sub::username is "alice"',
    '  ✓ allow.publicApiKey()  granted: any apiKey caller',
    '  it would pass if owner were "alice"',
    '  it would pass with apiKey credentials',
    '  note (null-needs-delete): null takes more',
  ])
})

test('where no rule took part there is no line', () => {
  assert.deepEqual(explanationLines(denied, placeText), [])
})

suite('which rules are ticked', () => {
  const passing: readonly string[] = ['granted', 'fills-owner', 'imposes-filter', 'imposes-key']
  for (const reason of reasons) {
    test(`${reason}: ${passing.includes(reason)}`, () => {
      const rules = [{ rule: 'allow.owner()', reason, because: 'so' }]

      const lines = explanationLines({ ...denied, rules }, placeText)

      const sign = passing.includes(reason) ? '✓' : '✗'
      assert.deepEqual(lines, [`  ${sign} allow.owner()  ${reason}: so`])
    })
  }
})
