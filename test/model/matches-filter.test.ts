import assert from 'node:assert/strict'
import { test } from 'node:test'

import { FilterError, UnrecognizedFilterError } from '../../emulator/model/filter-error.ts'
import { checkFilter, matchesFilter } from '../../emulator/model/matches-filter.ts'
import type { Filter } from '../../emulator/model/filter.ts'

/** The columns of DynamoDB's truth table (`data-api §5.6`): one stored value of each kind. */
const stored = {
  S: { v: 'dog' },
  N: { v: 10 },
  BOOL: { v: true },
  L: { v: ['red', 7, null] },
  M: { v: { a: 1, b: ['x'] } },
  NULL: { v: null },
  ABSENT: {},
} as const
type Column = keyof typeof stored
const columns = Object.keys(stored).filter((name): name is Column => Object.hasOwn(stored, name))

function allBut(...without: readonly Column[]): readonly Column[] {
  return columns.filter((name) => !without.includes(name))
}

/** An operator with its operand, and the stored values that it matches. */
const truthTable: readonly (readonly [object, readonly Column[]])[] = [
  [{ eq: 'dog' }, ['S']],
  [{ eq: 'Dog' }, []],
  [{ eq: 10 }, ['N']],
  [{ eq: '10' }, []],
  [{ eq: true }, ['BOOL']],
  [{ eq: 'true' }, []],
  [{ eq: ['red', 7, null] }, ['L']],
  [{ eq: [7, 'red', null] }, []],
  [{ eq: ['red', 7] }, []],
  [{ eq: { b: ['x'], a: 1 } }, ['M']],
  [{ eq: { a: 1 } }, []],
  [{ eq: { a: 1, c: ['x'] } }, []],
  [{ eq: null }, ['NULL']],
  [{ ne: 'dog' }, allBut('S')],
  [{ ne: 10 }, allBut('N')],
  [{ ne: ['red', 7, null] }, allBut('L')],
  [{ ne: null }, allBut('NULL')],
  [{ lt: 'doh' }, ['S']],
  [{ lt: 'dog' }, []],
  [{ lt: 11 }, ['N']],
  [{ lt: 9 }, []],
  [{ lt: null }, []],
  [{ le: 'dog' }, ['S']],
  [{ le: 10 }, ['N']],
  [{ le: 9.5 }, []],
  [{ gt: 'dof' }, ['S']],
  [{ gt: 'dog' }, []],
  [{ gt: 9 }, ['N']],
  [{ gt: false }, []],
  [{ ge: 'dog' }, ['S']],
  [{ ge: 10 }, ['N']],
  [{ ge: 11 }, []],
  [{ between: ['a', 'dog'] }, ['S']],
  [{ between: ['dog', 'dog'] }, ['S']],
  [{ between: [10, 20] }, ['N']],
  [{ between: [11, 20] }, []],
  [{ beginsWith: 'do' }, ['S']],
  [{ beginsWith: 'og' }, []],
  [{ beginsWith: '' }, ['S']],
  [{ contains: 'og' }, ['S']],
  [{ contains: 'red' }, ['L']],
  [{ contains: 're' }, []],
  [{ contains: 7 }, ['L']],
  [{ contains: '7' }, []],
  [{ contains: null }, ['L']],
  [{ notContains: 'og' }, allBut('S')],
  [{ notContains: 'red' }, allBut('L')],
  [{ attributeExists: true }, allBut('ABSENT')],
  [{ attributeExists: false }, ['ABSENT']],
  [{ attributeType: 'string' }, ['S']],
  [{ attributeType: 'number' }, ['N']],
  [{ attributeType: 'bool' }, ['BOOL']],
  [{ attributeType: 'list' }, ['L']],
  [{ attributeType: 'map' }, ['M']],
  [{ attributeType: '_null' }, ['NULL']],
  [{ attributeType: 'stringSet' }, []],
  [{ attributeType: 'numberSet' }, []],
  [{ attributeType: 'binary' }, []],
  [{ attributeType: 'binarySet' }, []],
  [{ size: { eq: 3 } }, ['S', 'L']],
  [{ size: { eq: 2 } }, ['M']],
  [{ size: { ne: 3 } }, allBut('S', 'L')],
  [{ size: { lt: 3 } }, ['M']],
  [{ size: { le: 3 } }, ['S', 'L', 'M']],
  [{ size: { gt: 2 } }, ['S', 'L']],
  [{ size: { ge: 2 } }, ['S', 'L', 'M']],
  [{ size: { between: [1, 2] } }, ['M']],
  [{ size: { gt: 2, lt: 3 } }, []],
  [{ size: {} }, columns],
  [{ in: ['cat', 'dog'] }, ['S']],
  [{ in: ['10', 10] }, ['N']],
  [{ in: [['red', 7, null]] }, ['L']],
  [{ in: [null] }, ['NULL']],
  [{ in: [] }, []],
  [{ notIn: ['cat', 'dog'] }, allBut('S')],
  [{ containsAny: ['x', 'red'] }, ['L']],
  [{ containsAny: ['x', 'og'] }, ['S']],
  [{ eq: undefined }, columns],
  [{}, columns],
  [{ gt: 'a', lt: 'b' }, []],
  [{ gt: 'a', lt: 'e' }, ['S']],
]

for (const [operators, matched] of truthTable) {
  test(`${JSON.stringify(operators)} matches ${matched.join(', ') || 'nothing'}`, () => {
    const actual = columns.filter((column) => matchesFilter(stored[column], { v: operators }))

    assert.deepEqual(actual, matched)
  })
}

const post = { title: 'Hello', likes: 3, owner: 'alice' }
const groups: readonly (readonly [Filter, boolean])[] = [
  [{ title: { eq: 'Hello' }, likes: { eq: 3 } }, true],
  [{ title: { eq: 'Hello' }, likes: { eq: 4 } }, false],
  [{ and: [{ title: { eq: 'Hello' } }, { likes: { eq: 4 } }] }, false],
  [{ or: [{ title: { eq: 'Hello' } }, { likes: { eq: 4 } }] }, true],
  [{ or: [{ title: { eq: 'Hello' }, likes: { eq: 4 } }] }, false],
  [{ not: { title: { eq: 'Hello' } } }, false],
  [{ not: { title: { eq: 'Hello' }, likes: { eq: 4 } } }, true],
  [{ owner: { eq: 'bob' }, or: [{ title: { eq: 'Hello' } }] }, false],
  [{ or: [{ owner: { eq: 'bob' } }, { not: { likes: { gt: 5 } } }] }, true],
  [{}, true],
  [{ and: [] }, true],
  [{ or: [] }, true],
  [{ title: {} }, true],
  [{ or: [{}, { title: { eq: 'no' } }] }, false],
  [{ not: {} }, true],
  [{ constructor: { attributeExists: true } }, false],
]

for (const [filter, expected] of groups) {
  test(`${JSON.stringify(filter)} ${expected ? 'matches' : 'does not match'} the post`, () => {
    assert.equal(matchesFilter(post, filter), expected)
  })
}

test('in a group, null and single objects are taken as AppSync takes them', () => {
  const filter: Filter = JSON.parse('{"title":null,"and":null,"or":{"likes":{"eq":3}}}')

  assert.equal(matchesFilter(post, filter), true)
  assert.equal(matchesFilter({ ...post, likes: 4 }, filter), false)
})

test('where there is no item, every attribute is absent', () => {
  assert.equal(matchesFilter(undefined, { title: { ne: 'x' } }), true)
  assert.equal(matchesFilter(undefined, { title: { attributeExists: false } }), true)
  assert.equal(matchesFilter(undefined, { title: { eq: null } }), false)
})

test('texts are ordered by their UTF-8 bytes', () => {
  const texts = ['', 'A', 'Z', 'a', 'aa', 'é', '\u{d7ff}', '\u{e000}', '\u{ffff}', '😀', '😁']

  for (const [place, text] of texts.entries()) {
    const smaller = texts.filter((other) => matchesFilter({ v: other }, { v: { lt: text } }))

    assert.deepEqual(smaller, texts.slice(0, place))
  }
})

const refused: readonly (readonly [Filter, string])[] = [
  [
    { v: { between: ['z', 'a'] } },
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:z}, upper bound operand: AttributeValue: {S:a}',
  ],
  [
    { v: { size: { between: [2, 1] } } },
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
  ],
  [
    { v: { between: [1, 'a'] } },
    'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}',
  ],
  [
    { v: { beginsWith: 1 } },
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    { v: { beginsWith: null } },
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: NULL',
  ],
  [
    { v: { attributeType: null } },
    'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: NULL',
  ],
  [
    { v: { between: [null, 9] } },
    'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {NULL:true}, upper bound operand: AttributeValue: {N:9}',
  ],
  [{ v: { in: 'admins' } }, '"in" takes a list of values'],
  [{ v: { like: 'x' } }, 'unknown operator "like" on "v"'],
  [{ v: { toString: 'x' } }, 'unknown operator "toString" on "v"'],
  [{ v: { size: { in: [1] } } }, 'unknown operator "in" on a size'],
  [{ v: { attributeType: 'text' } }, 'unknown attribute type "text"'],
  [{ v: 'dog' }, 'field "v" needs operators such as eq'],
]

for (const bounds of [[], [1], [1, 2, 3], null, 'ab']) {
  test(`AppSync makes no expression of a between with ${JSON.stringify(bounds)}`, () => {
    const expected = new UnrecognizedFilterError('"between" takes two values')

    assert.throws(() => checkFilter({ v: { between: bounds } }), expected)
    assert.throws(() => checkFilter({ v: { size: { between: bounds } } }), expected)
  })
}

for (const [filter, message] of refused) {
  test(`${JSON.stringify(filter)} is refused before any item is read`, () => {
    const hidden = { or: [{ other: { attributeExists: false } }, filter] }

    assert.throws(() => checkFilter(hidden), new FilterError(message))
    assert.throws(() => matchesFilter({ v: 'dog' }, hidden), new FilterError(message))
  })
}
