import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { EmulatorError } from '../../emulator/errors.ts'
import { parsePersonas } from '../../emulator/issuer/persona.ts'

const file = 'personas.json'

test('the sample file gives four personas in its order', () => {
  const sample = new URL('../../seed/personas.json', import.meta.url)

  const personas = parsePersonas(readFileSync(sample, 'utf8'), 'seed/personas.json')

  assert.deepEqual(
    personas.map(({ name }) => name),
    ['alice', 'bob', 'mona', 'noclaim'],
  )
  assert.deepEqual(personas.at(-1), {
    name: 'noclaim',
    description: 'signed in, without user_id and user_groups',
    claims: { sub: 'sub-noclaim' },
  })
})

test('the long form carries ages and names, the short form is the claims themselves', () => {
  const long = {
    description: 'late',
    displayName: 'Late',
    claims: { sub: 's', 'https://x/y': [1, null] },
    issuedSecondsAgo: 601,
    signedInSecondsAgo: 0.5,
  }

  const personas = parsePersonas(JSON.stringify({ late: long, short: { sub: 'x', age: 7 } }), file)

  assert.deepEqual(personas, [
    { name: 'late', ...long },
    { name: 'short', claims: { sub: 'x', age: 7 } },
  ])
})

for (const name of ['personas.yaml', 'PERSONAS.YML']) {
  test(`${name} is read as YAML`, () => {
    const text = '# people\nalice:\n  claims: { sub: a, user_groups: [users] }\nbob:\n  sub: b\n'

    assert.deepEqual(parsePersonas(text, name), [
      { name: 'alice', claims: { sub: 'a', user_groups: ['users'] } },
      { name: 'bob', claims: { sub: 'b' } },
    ])
  })
}

const mistakes = [
  {
    title: 'a trailing comma',
    text: '{\n  "alice": { "sub": "a" },\n}',
    message: 'personas.json:2: the personas cannot be read: JSON does not support trailing commas',
  },
  {
    title: 'a bare word',
    text: '{\n  "alice": {\n    "sub": a\n  }\n}',
    message: 'personas.json:3: the personas cannot be read: Unexpected "a" in JSON',
  },
  {
    title: 'an empty file',
    text: '',
    message: 'personas.json:1: the personas cannot be read: Unexpected end of file in JSON',
  },
  {
    title: 'a list',
    text: '[{ "sub": "a" }]',
    message:
      'personas.json: the file has to hold one object, persona by name: { "alice": { "claims": { … } } }',
  },
  {
    title: 'nobody',
    text: '{}',
    message:
      'personas.json: the file names no persona; add one, or remove the file to get those that the rules suggest',
  },
  {
    title: 'a persona twice',
    text: '{\n  "alice": { "sub": "a" },\n  "alice": { "sub": "b" }\n}',
    message: 'personas.json:3: the personas cannot be read: Duplicate key "alice"',
  },
  {
    title: 'a claim twice',
    text: '{\n  "alice": {\n    "sub": "a",\n    "sub": "b" } }',
    message: 'personas.json:4: the personas cannot be read: Duplicate key "sub"',
  },
  {
    title: 'names that differ only in case',
    text: '{ "alice": { "sub": "a" }, "Alice": { "sub": "b" } }',
    message: 'personas.json: the personas "alice" and "Alice" differ only in case; rename one',
  },
  {
    title: 'an outer "personas"',
    text: '{ "personas": { "alice": { "claims": { "sub": "a" } } } }',
    message:
      'personas.json: take away the outer "personas": the names stand at the top of the file',
  },
  {
    title: 'a name of blanks',
    text: '{ " ": { "sub": "a" } }',
    message: 'personas.json: a persona has the empty name " "; give it a name',
  },
  {
    title: 'a persona without a name',
    text: '{ "": { "sub": "a" } }',
    message: 'personas.json: a persona has the empty name ""; give it a name',
  },
  {
    title: 'a persona that is a text',
    text: '{ "alice": "sub-alice" }',
    message: 'personas.json: persona "alice": expected an object of claims, but found "sub-alice"',
  },
  {
    title: 'claims that are a list',
    text: '{ "alice": { "claims": [] } }',
    message: 'personas.json: persona "alice": "claims" has to be an object, but is a list',
  },
  {
    title: 'a misspelt key beside claims',
    text: '{ "alice": { "claims": {}, "issuedSecondAgo": 5 } }',
    message:
      'personas.json: persona "alice": there is no key "issuedSecondAgo" beside "claims" (a claim goes inside); did you mean "issuedSecondsAgo"?',
  },
  {
    title: 'a claim beside claims',
    text: '{ "alice": { "claims": {}, "user_groups_of_mine": ["x"] } }',
    message:
      'personas.json: persona "alice": there is no key "user_groups_of_mine" beside "claims" (a claim goes inside)',
  },
  {
    title: 'misspelt claims',
    text: '{ "alice": { "description": "x", "claim": { "sub": "a" } } }',
    message: 'personas.json: persona "alice": there is no key "claim"; did you mean "claims"?',
  },
  {
    title: 'an age without claims beside it',
    text: '{ "alice": { "sub": "a", "signedInSecondsAgo": 5 } }',
    message:
      'personas.json: persona "alice": "signedInSecondsAgo" stands beside "claims", which is missing; put the claims into "claims"',
  },
  {
    title: 'a mode that is none of a persona',
    text: '{ "alice": { "claims": {}, "mode": "iam" } }',
    message: 'personas.json: persona "alice": "mode" has to be "oidc" or "apiKey", but is "iam"',
  },
  {
    title: 'an age in words',
    text: '{ "alice": { "claims": {}, "issuedSecondsAgo": "5 min" } }',
    message:
      'personas.json: persona "alice": "issuedSecondsAgo" has to be a number of seconds, but is "5 min"',
  },
  {
    title: 'a description that is a number',
    text: '{ "alice": { "claims": {}, "description": 7 } }',
    message: 'personas.json: persona "alice": "description" has to be a text, but is 7',
  },
]

for (const { title, text, message } of mistakes) {
  test(`a file of personas with ${title} is refused with its place`, () => {
    assert.throws(() => parsePersonas(text, file), isInvalid(message))
  })
}

test('broken YAML is refused with file and line', () => {
  const text = 'alice:\n  sub: a\nalice:\n  sub: b\n'

  assert.throws(
    () => parsePersonas(text, 'personas.yaml'),
    isInvalid('personas.yaml:3: the personas cannot be read: Map keys must be unique'),
  )
})

const yamlMistakes = [
  {
    title: 'nothing in it',
    text: '# later\n',
    message:
      'personas.yaml: the file has to hold one object, persona by name: { "alice": { "claims": { … } } }',
  },
  {
    title: 'a tab for indentation',
    text: 'alice:\n\tsub: a\n',
    message: 'personas.yaml:2: the personas cannot be read: Tabs are not allowed as indentation',
  },
  {
    title: 'an alias of nothing',
    text: 'alice:\n  sub: *nobody\n',
    message:
      'personas.yaml: the personas cannot be read: Unresolved alias (the anchor must be set before the alias): nobody',
  },
  {
    title: 'a misspelt key',
    text: 'alice:\n  descripton: owner\n  claims: { sub: a }\n',
    message:
      'personas.yaml: persona "alice": there is no key "descripton" beside "claims" (a claim goes inside); did you mean "description"?',
  },
]

for (const { title, text, message } of yamlMistakes) {
  test(`a YAML file of personas with ${title} is refused with its place`, () => {
    assert.throws(() => parsePersonas(text, 'personas.yaml'), isInvalid(message))
  })
}

test('claims keep their JSON types, from JSON and from YAML', () => {
  const claims = {
    list: ['a'],
    text: '["a"]',
    number: 7,
    no: false,
    nothing: null,
    deep: { x: [1] },
  }
  const yaml =
    'a:\n  list: [a]\n  text: \'["a"]\'\n  number: 7\n  no: false\n  nothing: null\n  deep: { x: [1] }\n'

  assert.deepEqual(parsePersonas(yaml, 'personas.yml'), [{ name: 'a', claims }])
  assert.deepEqual(parsePersonas(JSON.stringify({ a: claims }), file), [{ name: 'a', claims }])
})

function isInvalid(message: string): (thrown: unknown) => boolean {
  return (thrown) => {
    assert.ok(thrown instanceof EmulatorError)
    assert.deepEqual(
      { code: thrown.code, message: thrown.message },
      { code: 'PERSONAS_INVALID', message },
    )
    return true
  }
}
