import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { modelIntrospection } from '../../emulator/outputs/model-introspection.ts'

// The expectations are output of AWS's own generator (@aws-amplify/graphql-generator 0.5.4, target "introspection").
const fixtures = [
  { title: 'relations, indexes, composite keys, custom types and operations', name: 'rich' },
  { title: 'irregular plurals, declared ids and timestamps, inputs, rules', name: 'irregular' },
  { title: 'keys and rules written in every way', name: 'keys-and-rules' },
] as const

function fixture(file: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', file), 'utf8')
}

for (const { title, name } of fixtures) {
  test(`model introspection is AWS's to the letter and key order: ${title}`, () => {
    const introspection = modelIntrospection(fixture(`${name}.graphql`))

    const official: unknown = JSON.parse(fixture(`${name}.mis.json`))
    assert.equal(JSON.stringify(introspection, null, 2), JSON.stringify(official, null, 2))
  })
}

test('the root types of combined schemas are read as one', () => {
  const sdl = `
    type Todo @model { content: String }
    type Query { one: String @aws_oidc }
    type Query { two(n: Int!): Int! @aws_oidc }`

  const { queries } = modelIntrospection(sdl)

  assert.deepEqual(queries, {
    one: { name: 'one', isArray: false, type: 'String', isRequired: false },
    two: {
      name: 'two',
      isArray: false,
      type: 'Int',
      isRequired: true,
      arguments: { n: { name: 'n', isArray: false, type: 'Int', isRequired: true } },
    },
  })
})

const refusals = [
  {
    title: 'a type that nothing declares',
    sdl: 'type Todo @model { place: Place }',
    code: 'DEFINITION_INVALID',
    message: 'field "place": type "Place" is not declared in the schema',
  },
  {
    title: 'a list of lists',
    sdl: 'type Todo @model { grid: [[Int]] }',
    code: 'NOT_EMULATED',
    message: 'field "grid": a list of lists is not emulated',
  },
  {
    title: 'a relation in the manner of Gen 1',
    sdl: 'type Todo @model { notes: [Todo] @hasMany(indexName: "byTodo") }',
    code: 'NOT_EMULATED',
    message:
      'field "notes": a relation without references is not emulated; name the reference fields',
  },
  {
    title: 'an AI route',
    sdl: 'type Query { recipe: String @generation(aiModel: "x", systemPrompt: "y") }',
    code: 'NOT_EMULATED',
    message:
      'operation "recipe": a.generation() is not emulated; take it out of the schema to run the rest',
  },
] as const

for (const { title, sdl, code, message } of refusals) {
  test(`model introspection refuses by name: ${title}`, () => {
    assert.throws(() => modelIntrospection(sdl), { name: 'EmulatorError', code, message })
  })
}
