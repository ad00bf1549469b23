import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseSdl } from '../../emulator/definition/parse-sdl.ts'

test('demands keep their order, their text as written and AWS’s message where none is', () => {
  const validations = validationsOf(
    String.raw`@validate(type: minLength, value: "2", errorMessage: "too \"short\"")
    @validate(type: matches, value: "^\\S+$") @validate(type: maxLength, value: "9", errorMessage: "")`,
  )

  assert.deepEqual(validations, [
    { type: 'minLength', value: '2', message: 'too "short"' },
    {
      type: 'matches',
      value: String.raw`^\S+$`,
      message: String.raw`Field code of type Box must match ^\S+$`,
    },
    {
      type: 'maxLength',
      value: '9',
      message: 'Field code of type Box must have a maximum length of 9',
    },
  ])
})

const texts = {
  gt: 'must be greater than 1',
  gte: 'must be greater than or equal to 1',
  lt: 'must be less than 1',
  lte: 'must be less than or equal to 1',
  minLength: 'must have a minimum length of 1',
  maxLength: 'must have a maximum length of 1',
  startsWith: 'must start with 1',
  endsWith: 'must end with 1',
  matches: 'must match 1',
}

for (const [type, text] of Object.entries(texts)) {
  test(`AWS's message for ${type}`, () => {
    assert.deepEqual(validationsOf(`@validate(type: ${type}, value: "1")`), [
      { type, value: '1', message: `Field code of type Box ${text}` },
    ])
  })
}

test('a field that demands nothing has no list of demands', () => {
  assert.equal(validationsOf(''), undefined)
})

test('an unknown demand is refused', () => {
  assert.throws(() => validationsOf('@validate(type: even, value: "1")'), {
    code: 'DEFINITION_INVALID',
    message:
      'field "Box.code": @validate: type "even" with value "1" demands nothing that is known',
  })
})

test('a regular expression that JavaScript does not know is refused, not passed over', () => {
  assert.throws(() => validationsOf('@validate(type: matches, value: "(?i)x")'), {
    code: 'DEFINITION_INVALID',
    message:
      /^field "Box\.code": @validate: "\(\?i\)x" is no regular expression that this sandbox can run: /,
  })
})

function validationsOf(written: string): unknown {
  const { models } = parseSdl(`type Box @model @auth(rules: [{ allow: private, provider: oidc }]) {
    code: String ${written}
  }`)
  return models[0]?.fields[0]?.validations
}
