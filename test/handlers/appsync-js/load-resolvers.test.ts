import assert from 'node:assert/strict'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { TestContext } from 'node:test'

import { loadResolvers } from '../../../emulator/handlers/appsync-js/load-resolvers.ts'
import type { CustomOperation } from '../../../emulator/model/definition.ts'
import { createProject } from '../../definition/project.ts'

const response = 'export const response = (ctx) => ctx.result\n'

function load(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): { root: string; notes: string[] } {
  const root = createProject(t, files)
  const [name = ''] = Object.keys(files)
  const notes: string[] = []
  const operation: CustomOperation = {
    root: 'Query',
    name: 'ask',
    arguments: [],
    result: { name: 'ask', type: 'String', kind: 'scalar', list: null, required: false, rules: [] },
    rules: [],
    gates: [],
    functions: [],
    triggers: [],
    resolvers: [{ file: join(root, name), dataSource: 'NONE_DS' }],
  }
  loadResolvers([operation], ({ operation: of, message }) => {
    notes.push(`${of}: ${message.replaceAll(`${root}/`, '')}`)
  })
  return { root, notes }
}

const refused: readonly [line: string, what: string, column: number][] = [
  ['async function f() {}', 'an "async" function: AppSync waits for nothing in resolvers', 3],
  ['function* f() {}', 'a generator', 3],
  ['try { ctx.a = 1 } catch {}', '"try": look at ctx.error in response()', 3],
  ['throw new Error("x")', '"throw": use util.error()', 3],
  ['while (ctx.a) ctx.a = false', 'a "while" loop: use for…of', 3],
  ['do ctx.a = 1; while (false)', 'a "do" loop: use for…of', 3],
  ['for (let i = 0; i < 3; i += 1) ctx.a = i', 'a "for (;;)" loop: use for…of', 3],
  ['for (const a of []) { continue }', '"continue": use if', 25],
  ['here: ctx.a = 1', 'a label', 3],
  ['class A {}', 'a class', 3],
  ['ctx.a++', 'the operator "++": use "+= 1"', 3],
  ['--ctx.a', 'the operator "--": use "-= 1"', 3],
  ['ctx.a = ~1', 'the operator "~"', 11],
  ['ctx.a = "b" in ctx', 'the operator "in": use Object.hasOwn()', 11],
  ['ctx.a = /x/.test("x")', 'a regular expression: use util.matches()', 11],
  ['ctx.a = new Date()', '"new Date": use util.time', 11],
  ['ctx.a = Date.now()', '"Date": use util.time', 11],
  ['ctx.a = new Map()', '"new Map": use an object', 11],
  ['import("./x.js")', 'import(): import at the top of the file', 3],
]

suite('AppSync would not deploy', () => {
  for (const [line, what, column] of refused) {
    test(line, (t) => {
      const source = `export function request(ctx) {\n  ${line}\n}\n${response}`
      const text = `:2:${column}: APPSYNC_JS does not have ${what}; AppSync refuses to deploy it ("The code contains one or more errors.")`

      assert.throws(
        () => load(t, { 'ask.js': source, 'x.js': '' }),
        (error: Error) => {
          assert.equal(error.message.slice(error.message.indexOf('ask.js') + 'ask.js'.length), text)
          return true
        },
      )
    })
  }
})

const accepted = [
  'for (const a of [1, 2]) ctx.stash.a = a',
  'for (const a in { b: 1 }) ctx.stash.a = a',
  'const { a, ...rest } = ctx.args; ctx.stash.a = `${a ?? rest?.b}`',
  'switch (ctx.a) { case 1: break; default: delete ctx.a }',
  'ctx.stash.a = [3, 1].map((n) => n ** 2).sort((a, b) => a - b) || typeof ctx',
  'const Date = 1; ctx.a = { Date }',
]

suite('AppSync takes', () => {
  for (const line of accepted) {
    test(line, (t) => {
      assert.deepEqual(
        load(t, { 'ask.js': `export function request(ctx) { ${line} }\n${response}` }).notes,
        [],
      )
    })
  }
})

suite('a file is refused', () => {
  const faults: readonly [title: string, files: Record<string, string>, message: RegExp][] = [
    [
      'without response()',
      { 'ask.js': 'export const request = () => ({})' },
      /ask\.js: exports no "response"; write export function response\(ctx\) \{ … \}$/,
    ],
    [
      'with a fault of syntax',
      { 'ask.js': `export const request = () => (\n${response}` },
      /ask\.js:2:\d+: Unexpected "export"$/,
    ],
    [
      'that imports what is not there',
      { 'ask.js': `import { x } from './x.js'\nexport const request = () => x\n${response}` },
      /ask\.js:1:19: Could not resolve "\.\/x\.js"$/,
    ],
    [
      'that imports something of Node',
      { 'ask.js': `import fs from 'node:fs'\nexport const request = () => fs\n${response}` },
      /ask\.js:1:16: Could not resolve "node:fs"$/,
    ],
    [
      'for what it imports',
      {
        'ask.js': `import { x } from './x.js'\nexport const request = () => x()\n${response}`,
        'x.js': 'export const x = () => {\n  while (true) {}\n}',
      },
      /x\.js:2:3: APPSYNC_JS does not have a "while" loop/,
    ],
  ]
  for (const [title, files, message] of faults) {
    test(title, (t) => {
      assert.throws(() => load(t, files), { code: 'DEFINITION_INVALID', message })
    })
  }
})

suite('what AppSync takes only when it is built is told', () => {
  test('local imports', (t) => {
    const { notes } = load(t, {
      'ask.js': `import { x } from './x'\nexport const request = () => x\n${response}`,
      'x.ts': 'export const x: number = 1',
    })

    assert.deepEqual(notes, [
      'ask: ask.js imports x.ts; AppSync takes one file, so bundle it before you deploy',
    ])
  })

  test('TypeScript', (t) => {
    const { notes } = load(t, {
      'ask.ts': `export const request = (ctx: { a: number }) => ctx.a\nexport { response } from './x.js'`,
      'x.js': response,
    })

    assert.deepEqual(notes, [
      'ask: ask.ts imports x.js; AppSync takes one file, so bundle it before you deploy',
    ])
  })
})
