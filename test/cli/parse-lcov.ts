import assert from 'node:assert/strict'

/** One file of a tracefile, as `man geninfo` describes it. */
export interface LcovRecord {
  readonly file: string
  readonly functions: ReadonlyMap<string, { readonly line: number; readonly count: number }>
  /** How often each branch was taken. */
  readonly branches: readonly number[]
  readonly lines: ReadonlyMap<number, number>
}

/** The order of the parts of a record. */
const order = ['TN', 'SF', 'FN', 'FNDA', 'FNF', 'FNH', 'BRDA', 'BRF', 'BRH', 'DA', 'LF', 'LH']

/** Reads a tracefile; fails where a part is out of place, a sum is wrong, or something is named that is not there. */
export function parseLcov(text: string): readonly LcovRecord[] {
  assert.ok(text.endsWith('end_of_record\n'))
  return text
    .split('end_of_record\n')
    .slice(0, -1)
    .map((record) => parseRecord(record.trimEnd().split('\n')))
}

function parseRecord(lines: readonly string[]): LcovRecord {
  const entries = lines.map((line) => {
    const [name = '', ...rest] = line.split(':')
    return { name, value: rest.join(':') }
  })
  const places = entries.map(({ name }) => order.indexOf(name))
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  )
  assert.ok(!places.includes(-1))
  const all = (name: string): readonly string[] =>
    entries.filter((entry) => entry.name === name).map(({ value }) => value)
  const sum = (name: string): number => Number(all(name)[0])

  const calls = new Map(
    all('FNDA')
      .map((value) => splitOnce(value))
      .map(([count, name]) => [name, Number(count)]),
  )
  const functions = new Map(
    all('FN')
      .map((value) => splitOnce(value))
      .map(([line, name]) => [name, { line: Number(line), count: calls.get(name) ?? -1 }] as const),
  )
  const branchEntries = all('BRDA').map((value) => value.split(',').map(Number))
  const branches = branchEntries.map(([, , , count = -1]) => count)
  const hits = new Map(
    all('DA')
      .map((value) => value.split(',').map(Number))
      .map(([line = 0, count = -1]) => [line, count]),
  )

  assert.equal(functions.size, all('FN').length, 'names of functions are unique')
  assert.equal(calls.size, functions.size)
  assert.equal(
    new Set(all('BRDA').map((value) => value.split(',').slice(0, 3).join())).size,
    branches.length,
    'branches are unique',
  )
  assert.ok(
    [...hits.keys(), ...branchEntries.map(([line = 0]) => line)].every((line) => hits.has(line)),
  )
  assert.deepEqual(['FNF', 'FNH', 'BRF', 'BRH', 'LF', 'LH'].map(sum), [
    functions.size,
    [...functions.values()].filter(({ count }) => count > 0).length,
    branches.length,
    branches.filter((count) => count > 0).length,
    hits.size,
    [...hits.values()].filter((count) => count > 0).length,
  ])
  return { file: all('SF')[0] ?? '', functions, branches, lines: hits }
}

function splitOnce(value: string): readonly [string, string] {
  const at = value.indexOf(',')
  return [value.slice(0, at), value.slice(at + 1)]
}
