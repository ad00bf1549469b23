import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { appendPersona } from '../../emulator/issuer/append-persona.ts'
import { parsePersonas } from '../../emulator/issuer/persona.ts'
import type { Persona } from '../../emulator/issuer/persona.ts'

const carol: Persona = {
  name: 'carol',
  description: 'a third owner',
  claims: { sub: 'sub-carol', user_groups: ['users'], 'https://x/y': { deep: [1, null] } },
  signedInSecondsAgo: 301,
}

const cases: readonly { title: string; file: string; text: string; added: string }[] = [
  {
    title: 'the sample file',
    file: 'personas.json',
    text: readFileSync(new URL('../../seed/personas.json', import.meta.url), 'utf8'),
    added: `,
  "carol": {
    "description": "a third owner",
    "claims": { "sub": "sub-carol", "user_groups": ["users"], "https://x/y": {"deep":[1,null]} },
    "signedInSecondsAgo": 301
  }
}
`,
  },
  {
    title: 'tabs and Windows line ends',
    file: 'personas.json',
    text: '{\r\n\t"alice": { "sub": "a" }\r\n}\r\n',
    added:
      ',\r\n\t"carol": {\r\n\t\t"description": "a third owner",\r\n\t\t"claims": { "sub": "sub-carol", "user_groups": ["users"], "https://x/y": {"deep":[1,null]} },\r\n\t\t"signedInSecondsAgo": 301\r\n\t}\r\n}\r\n',
  },
  {
    title: 'everything on one line',
    file: 'personas.json',
    text: '{"alice":{"sub":"}"}}',
    added: `,
  "carol": {
    "description": "a third owner",
    "claims": { "sub": "sub-carol", "user_groups": ["users"], "https://x/y": {"deep":[1,null]} },
    "signedInSecondsAgo": 301
  }
}`,
  },
  {
    title: 'YAML with comments',
    file: 'personas.yaml',
    text: '# who can sign in\nalice: # an owner\n  claims: { sub: a }\n',
    added: `
carol:
  description: a third owner
  claims:
    sub: sub-carol
    user_groups:
      - users
    https://x/y:
      deep:
        - 1
        - null
  signedInSecondsAgo: 301
`,
  },
]

for (const { title, file, text, added } of cases) {
  test(`a persona is added to ${title}, and nothing else changes`, () => {
    const saved = appendPersona(text, file, carol)

    const kept = text.slice(0, text.lastIndexOf(file.endsWith('.json') ? '}' : '\n')).trimEnd()
    assert.equal(saved, kept + added)
    assert.deepEqual(parsePersonas(saved, file), [...parsePersonas(text, file), carol])
  })
}

for (const text of [
  '{ alice: { sub: a } }\n',
  '---\nalice: { sub: a }\n...\n',
  '  alice:\n    sub: a\n',
]) {
  test(`a persona is added to the YAML ${JSON.stringify(text)}`, () => {
    const saved = appendPersona(text, 'personas.yml', carol)

    assert.deepEqual(parsePersonas(saved, 'x.yml'), [
      { name: 'alice', claims: { sub: 'a' } },
      carol,
    ])
  })
}

test('claims too long for a line are broken up', () => {
  const long: Persona = { name: 'dora', claims: { sub: 's', text: 'x'.repeat(120) } }

  const saved = appendPersona('{\n  "alice": { "sub": "a" }\n}\n', 'personas.json', long)

  assert.match(saved, /\n {4}"claims": \{\n {6}"sub": "s",\n/)
  assert.deepEqual(parsePersonas(saved, 'personas.json').at(-1), long)
})

test('a file that cannot be read is left alone', () => {
  assert.throws(() => appendPersona('{ "alice": }', 'personas.json', carol), {
    code: 'PERSONAS_INVALID',
  })
})
