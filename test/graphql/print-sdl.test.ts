import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { Kind, parse, print, visit } from 'graphql'
import type { DefinitionNode } from 'graphql'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { printSdl } from '../../emulator/graphql/print-sdl.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'

/** Definitions as SDL with `@model` and `@auth`; beside each, `….full.graphql` is what AWS's transformers made of it. */
const folder = join(import.meta.dirname, 'sdl')
const definitions = readdirSync(folder).filter((file) => !file.endsWith('.full.graphql'))

test('there are definitions to print', () => {
  assert.ok(definitions.length > 0)
})

for (const file of definitions) {
  test(`the SDL of ${file} is AWS's, but for the order`, async () => {
    const definition = await loadDefinition(join(folder, file))

    const sdl = printSdl(definition, compilePolicy(definition))

    const full = readFileSync(join(folder, file.replace('.graphql', '.full.graphql')), 'utf8')
    assert.deepEqual(sortedTypes(sdl), sortedTypes(full))
  })
}

/** AppSync brings these itself; whether they are printed says nothing about the API. */
const preamble = new Set<string>([
  Kind.DIRECTIVE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.SCHEMA_DEFINITION,
])

/** Each type as text, with its fields, arguments, values and directives sorted. */
function sortedTypes(sdl: string): readonly string[] {
  const sorted = visit(parse(sdl, { noLocation: true }), {
    leave: (node) =>
      Object.fromEntries(
        Object.entries(node)
          .filter(([key]) => key !== 'description')
          .map(([key, value]) => [
            key,
            sortable.has(key) ? byName(value as readonly Named[]) : value,
          ]),
      ),
  })
  return sorted.definitions
    .filter(({ kind }: DefinitionNode) => !preamble.has(kind))
    .map((node: DefinitionNode) => print(node))
    .toSorted()
}

interface Named {
  readonly name: { readonly value: string }
}

const sortable = new Set(['fields', 'arguments', 'values', 'directives'])

function byName(nodes: readonly Named[]): readonly Named[] {
  return nodes.toSorted((one, other) => (one.name.value < other.name.value ? -1 : 1))
}
