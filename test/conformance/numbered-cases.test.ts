import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import type { Scenario } from './scenario.ts'

const folder = join(import.meta.dirname, 'cases')

/** Numbers of `auth-semantics` §7 without a case file: the file whose tests name them, as `case 88`. */
const elsewhere: ReadonlyMap<number, string> = new Map([
  // AWS's generated resolvers end where the handler of a custom operation begins.
  [88, 'test/graphql/custom-operations.test.ts'],
  [89, 'test/graphql/custom-operations.test.ts'],
])

test('every numbered case is shown by a case file, or by a test that is named here', () => {
  const numbers = [...caseFileNumbers(), ...elsewhere.keys()]

  const expected = Array.from({ length: 99 }, (_, index) => index + 1)
  assert.deepEqual(
    [...new Set(numbers)].toSorted((one, other) => one - other),
    expected,
  )
})

for (const [number, file] of elsewhere) {
  test(`case ${number} is shown in ${file}`, () => {
    const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8')

    assert.match(text, new RegExp(`\\bcase ${number}\\b`))
  })
}

/** A step's number stands in front of what it shows; of a definition that is refused, in front of its file's name. */
function caseFileNumbers(): readonly number[] {
  return readdirSync(folder).flatMap((file) => {
    const { refused, steps } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Scenario
    const shown = refused === undefined ? steps.map((step) => step.case) : [file]
    return shown.flatMap((text) => {
      const number = /^(\d+)[:-]/.exec(text)?.[1]
      return number === undefined ? [] : [Number(number)]
    })
  })
}
