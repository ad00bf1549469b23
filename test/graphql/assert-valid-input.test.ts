import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'
import { assertValidInput } from '../../emulator/graphql/assert-valid-input.ts'

const { models } = parseSdl(`type Box @model @auth(rules: [{ allow: private, provider: oidc }]) {
  code: String @validate(type: matches, value: "[a-c]+") @validate(type: matches, value: "^x", errorMessage: "no x")
  size: Float @validate(type: gt, value: "0.5")
}`)
const box = models[0]
assert.ok(box)

interface Asked {
  readonly input: Readonly<Record<string, unknown>>
  /** The text of the refusal; absent when the input is taken. */
  readonly refused?: string
}

/** The rest is in the conformance cases; of regular expressions AWS's templates do not say what they ask. */
const asked: readonly Asked[] = [
  { input: {} },
  { input: { code: null, size: null } },
  { input: { code: 'x-abc-x', size: 0.6 } },
  { input: { code: 'xyz' }, refused: 'Field code of type Box must match [a-c]+' },
  { input: { code: 'abc' }, refused: 'no x' },
  {
    input: { code: 'xyz', size: 0 },
    refused: 'Field code of type Box must match [a-c]+',
  },
  { input: { size: 0.5 }, refused: 'Field size of type Box must be greater than 0.5' },
]

suite('what .validate() demands', () => {
  for (const { input, refused } of asked) {
    test(`${JSON.stringify(input)} ${refused === undefined ? 'is taken' : `is refused: ${refused}`}`, () => {
      const validate = (): void => assertValidInput(box, input)
      if (refused === undefined) assert.doesNotThrow(validate)
      else assert.throws(validate, { name: 'ResolverError', errorType: null, message: refused })
    })
  }
})
