import assert from 'node:assert/strict'
import { test } from 'node:test'

import { standIn, standInModule } from '../../emulator/definition/stand-in.ts'

/** Runs what a definition would do with a stand-in called `cdk`. */
function evaluate(program: string, cdk: unknown = standIn('cdk')): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- the programs are the ones below
  return new Function('cdk', `return ${program}`)(cdk) as unknown
}

const cases: readonly { title: string; program: string; gives: unknown }[] = [
  { title: 'reads as its name', program: '`${cdk}`', gives: 'cdk' },
  {
    title: 'reads as what was done to it',
    program: '`${new cdk.Stack().node.id}`',
    gives: 'new cdk.Stack().node.id',
  },
  {
    title: 'is JSON',
    program: 'JSON.stringify({ t: cdk.Duration.days(3) })',
    gives: '{"t":"cdk.Duration.days()"}',
  },
  {
    title: 'is the same every time',
    program: 'cdk.Runtime.NODE === cdk.Runtime.NODE',
    gives: true,
  },
  { title: 'keeps what is set', program: '(cdk.table.streams = 3, cdk.table.streams)', gives: 3 },
  {
    title: 'has no members to go through',
    program: '[...cdk.tables, ...Object.values(cdk.tables)].length',
    gives: 0,
  },
  {
    title: 'can be extended, and keeps what the class brings',
    program: 'new (class extends cdk.Stack { name() { return "own" } })().name()',
    gives: 'own',
  },
  {
    title: 'gives a class that extends it what it has not',
    program: 'typeof new (class extends cdk.Stack { x = this.id })().addDependency',
    gives: 'function',
  },
]

for (const { title, program, gives } of cases) {
  test(`a stand-in ${title}`, () => {
    assert.deepEqual(evaluate(program), gives)
  })
}

test('a stand-in is awaited at once', async () => {
  const value: unknown = standIn('cdk')

  assert.equal(String(await value), 'cdk')
})

test('a module of stand-ins has every export, found through its prototype, too', () => {
  const program = '`${Object.create(Object.getPrototypeOf(cdk)).Duration}`'

  assert.equal(evaluate(program, standInModule('aws-cdk-lib')), 'aws-cdk-lib.Duration')
})
