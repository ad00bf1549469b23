import assert from 'node:assert/strict'
import { test } from 'node:test'

import { didYouMean } from '../../emulator/model/did-you-mean.ts'

const models = ['Todo', 'Post', 'Comment']
const cases = [
  { word: 'Todoo', suggestion: '; did you mean "Todo"?' },
  { word: 'todo', suggestion: '; did you mean "Todo"?' },
  { word: 'Pots', suggestion: '; did you mean "Post"?' },
  { word: 'Coment', suggestion: '; did you mean "Comment"?' },
  { word: 'Invoice', suggestion: '' },
]

for (const { word, suggestion } of cases) {
  test(`"${word}" is answered with ${suggestion === '' ? 'no guess' : suggestion.slice(2)}`, () => {
    assert.equal(didYouMean(word, models), suggestion)
  })
}

test('where there are no names, none is guessed', () => {
  assert.equal(didYouMean('Todo', []), '')
})
