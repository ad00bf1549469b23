import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { buildSchema, parse, print, validateSchema, visit } from 'graphql'

import { loadDefinition } from '../../emulator/definition/load-definition.ts'
import { printSdl } from '../../emulator/graphql/print-sdl.ts'
import { appSyncPreamble } from '../../emulator/graphql/types/gate-directives.ts'
import { sharedTypes } from '../../emulator/graphql/types/shared-types.ts'
import { undefinedInputs } from '../../emulator/graphql/types/sql-inputs.ts'
import type { Mode } from '../../emulator/model/modes.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'

/**
 * `….graphql` is a definition as SDL with `@model` and `@auth`; `….full.graphql` is what AWS's transformers made of it,
 * sorted, without the types that stand in every schema.
 */
const cases: readonly { title: string; file: string; defaultMode: Mode }[] = [
  {
    title: 'relations, indexes and custom types of a blog',
    file: 'blog',
    defaultMode: 'userPool',
  },
  { title: 'relations by keys of several parts', file: 'shops', defaultMode: 'userPool' },
  {
    title: 'custom operations, their arguments, results and subscriptions',
    file: 'operations',
    defaultMode: 'userPool',
  },
  {
    title: 'relations of a model to itself, several between two models, indexes on enums',
    file: 'staff',
    defaultMode: 'userPool',
  },
  { title: 'unusual identifiers', file: 'identifiers', defaultMode: 'userPool' },
  { title: 'every scalar, relation and index behind oidc', file: 'rich', defaultMode: 'oidc' },
  {
    title: 'a model whose name begins with a small letter has two connections and filters',
    file: 'lower-case',
    defaultMode: 'oidc',
  },
  {
    title:
      'indexes and relations bring their own connection and filter where the list query is off',
    file: 'unlisted',
    defaultMode: 'oidc',
  },
  {
    title: 'a custom type or connection that two models hold is open to the default mode too',
    file: 'gates',
    defaultMode: 'oidc',
  },
  {
    title: 'IAM as the default mode needs no directive where it is the only one',
    file: 'iam-first',
    defaultMode: 'iam',
  },
  {
    title: 'a conversation with an AI model brings models, operations and types',
    file: 'conversation',
    defaultMode: 'userPool',
  },
  { title: 'models and operations of an SQL database', file: 'sql', defaultMode: 'apiKey' },
  {
    title: 'models without rules, custom types with rules, one name for a query and a mutation',
    file: 'unruled',
    defaultMode: 'userPool',
  },
  {
    title: 'enums whose inputs are named like a model’s',
    file: 'enum-names',
    defaultMode: 'apiKey',
  },
  {
    title: 'owner fields that AWS adds for another reason',
    file: 'implicit-owners',
    defaultMode: 'userPool',
  },
]

for (const { title, file, defaultMode } of cases) {
  test(`the SDL is AWS's, but for the order: ${title}`, async () => {
    const loaded = await loadDefinition(join(import.meta.dirname, 'sdl-shapes', `${file}.graphql`))
    const definition = { ...loaded, modes: { ...loaded.modes, defaultMode } }

    const sdl = printSdl(definition, compilePolicy(definition))

    const full = join(import.meta.dirname, 'sdl-shapes', `${file}.full.graphql`)
    assert.deepEqual(sortedTypes(sdl), sortedTypes(readFileSync(full, 'utf8')))
    const inputs = undefinedInputs(definition).map((name) => `input ${name} { _: Boolean }`)
    const schema = buildSchema([appSyncPreamble, sdl, ...inputs].join('\n'))
    assert.deepEqual(validateSchema(schema), [])
  })
}

/** The types of every schema, which the SDL of the docs' Todo pins. */
const shared = new Set(sharedTypes().map((text) => /^\w+ (\w+)/.exec(text)?.[1] ?? ''))

/** Each type as text, with its members and directives sorted. */
function sortedTypes(sdl: string): readonly string[] {
  const sorted = visit(parse(sdl, { noLocation: true }), {
    leave: (node) =>
      Object.fromEntries(
        Object.entries(node).map(([key, value]) => [key, isNamed(value) ? byName(value) : value]),
      ),
  })
  return sorted.definitions
    .filter((node) => 'name' in node && node.name !== undefined && !shared.has(node.name.value))
    .map((node) => print(node))
    .toSorted()
}

interface Named {
  readonly name: { readonly value: string }
}

function isNamed(value: unknown): value is readonly Named[] {
  return Array.isArray(value) && value.every((node: object) => 'name' in node)
}

function byName(nodes: readonly Named[]): readonly Named[] {
  return nodes.toSorted((one, other) => (one.name.value < other.name.value ? -1 : 1))
}
