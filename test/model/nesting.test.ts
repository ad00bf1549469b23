import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isNestedTooDeep, nestingLimit } from '../../emulator/model/nesting.ts'

const deep = '['.repeat(nestingLimit + 1)

test('brackets of every kind count, closed ones no more, those in strings and comments never', () => {
  const cases: readonly [text: string, isTooDeep: boolean][] = [
    ['['.repeat(nestingLimit), false],
    [deep, true],
    ['{'.repeat(200) + '('.repeat(200) + '['.repeat(101), true],
    ['[]'.repeat(10_000), false],
    [JSON.stringify({ text: deep }), false],
    [`"a\\"${deep}"`, false],
    [`"a\\\\"${deep}`, true],
    [`""${deep}`, true],
    [`"""say "hi" ${deep}"""`, false],
    [`"""\\""" ${deep}"""`, false],
    [`""" " """ ${deep}`, true],
    [`# ${deep}\n{ a }`, false],
    [`# "\n${deep}`, true],
    [`"""${deep}`, false],
    ['"'.repeat(9999), false],
    ['"' + 'x'.repeat(1_000_000) + '"', false],
  ]

  for (const [text, isTooDeep] of cases) {
    assert.equal(isNestedTooDeep(text), isTooDeep, text.slice(0, 40))
  }
})
