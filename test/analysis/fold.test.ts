import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fold } from '../../emulator/analysis/fold.ts'
import type { Point } from '../../emulator/analysis/fold.ts'

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'a variable that never matters is dropped',
    ['a x 1', 'a y 1', 'b x 2', 'b y 2'],
    ['0=a: 1', '0=b: 2'],
  ],
  ['equal siblings are merged', ['a x 1', 'b x 1', 'c x 2'], ['0=a|b: 1', '0=c: 2']],
  ['what always comes to the same is one line', ['a x 1', 'b y 1'], [': 1']],
  [
    'two variables that matter',
    ['a x 1', 'a y 2', 'b x 2', 'b y 2'],
    ['0=a 1=x: 1', '0=a 1=y: 2', '0=b: 2'],
  ],
  ['combinations that no request has are absent', ['a x 1', 'b y 2'], ['0=a: 1', '0=b: 2']],
]

for (const [promise, points, lines] of cases) {
  test(`folding: ${promise}`, () => {
    assert.deepEqual(
      fold(points.map(pointOf)).map(({ conditions, value }) => {
        const when = [...conditions].map(([at, values]) => `${at}=${values.join('|')}`)
        return `${when.join(' ')}: ${value}`
      }),
      lines,
    )
  })
}

test('folding: two points that nothing tells apart must come to the same', () => {
  assert.throws(() => fold(['a x 1', 'a x 2'].map(pointOf)), /same observations/)
})

function pointOf(text: string): Point {
  const parts = text.split(' ')
  return { path: parts.slice(0, -1), value: parts.at(-1) ?? '' }
}
