import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { CoverageReport, CoverageShare } from '../../emulator/cli/coverage-report.ts'
import { newFolder, repository, runCommand, sample } from '../running-sandbox.ts'
import type { Ended } from '../running-sandbox.ts'
import { parseLcov } from './parse-lcov.ts'

const testing = join(repository, 'emulator/testing/index.ts')
const definition = join(repository, sample)
const tsx = import.meta.resolve('tsx')

type Reported = CoverageReport & {
  readonly unitCoverage: CoverageShare
  readonly ruleCoverage: CoverageShare
}

/** A suite without a runner: its checks, one after the other; it fails with the first that does not hold. */
function suiteIn(folder: string, checks: readonly string[], file = definition): readonly string[] {
  const path = join(folder, 'suite.mts')
  writeFileSync(
    path,
    `import { openSandbox } from ${JSON.stringify(testing)}
const sandbox = await openSandbox({ definition: ${JSON.stringify(file)} })
${checks.map((check) => `{ ${check} }`).join('\n')}
await sandbox.close()
`,
  )
  return ['--', process.execPath, '--import', tsx, path]
}

const aliceUpdates = `
  const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
  await sandbox.as('alice').can('update', note)`

function coverage(t: TestContext, folder: string, args: readonly string[]): Promise<Ended> {
  return runCommand(t, ['coverage', definition, ...args], { cwd: folder })
}

function reported({ stdout, stderr }: Ended): Reported {
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  assert.ok(last.startsWith('{'), `${stdout}${stderr}`)
  return JSON.parse(last) as Reported
}

test('the tests that it offers hold, and with them everything is covered', async (t) => {
  const folder = newFolder(t)
  const first = await coverage(t, folder, ['--json', ...suiteIn(folder, [aliceUpdates])])
  const { units, unitCoverage } = reported(first)
  const missing = units.flatMap((unit) => unit.missing)
  const offered = missing.flatMap(({ code }) => (code === undefined ? [] : [code.join('\n')]))

  const second = await coverage(t, folder, [
    '--json',
    ...suiteIn(folder, [aliceUpdates, ...offered]),
  ])

  assert.equal(unitCoverage.covered, 0)
  assert.equal(offered.length, missing.length)
  assert.equal(second.stderr, '')
  const after = reported(second)
  assert.deepEqual(
    after.units.filter(({ state }) => state === 'uncovered').map(({ id }) => id),
    [],
  )
  assert.deepEqual([after.unitCoverage.percent, after.ruleCoverage.percent], [100, 100])
  assert.equal(after.unitCoverage.of, unitCoverage.of)
})

test('says of each unit how often it decided, what is missing, and by which lines', async (t) => {
  const folder = newFolder(t)
  const refused = `
  const note = await sandbox.put('Note', { title: 'x', owner: 'alice' })
  await sandbox.as('bob').cannot('update', note)`
  const suite = suiteIn(folder, [aliceUpdates, aliceUpdates, refused])

  const { code, stdout, stderr } = await coverage(t, folder, suite)
  const { units } = reported(await coverage(t, folder, ['--json', ...suite]))

  assert.deepEqual([code, stderr], [0, ''])
  assert.match(stdout, /^ +17 {2}Note +owner user_id +update +2 +1 +✓$/m)
  assert.match(
    stdout,
    /^ +9 {2}Todo +owner user_id +create +0 +– +uncoverable: shadowed by line 10$/m,
  )
  assert.match(
    stdout,
    /^ +17 {2}Note +owner user_id +get +0 +0 +uncovered: nobody is let in by it alone; nobody is refused get for it alone$/m,
  )
  assert.match(stdout, /^rule coverage 3\.1 % \(1 of 32 units; 15 uncoverable\)$/m)
  assert.match(
    stdout,
    /^14\.2 % of the rules \(1 of 7\) have a covered unit; 3 requests to the rules counted$/m,
  )
  const update = units.find(({ id }) => id === 'Note#0 update')
  assert.deepEqual(update?.coveredBy, {
    decisive: ['suite.mts:5', 'suite.mts:8'],
    nearMiss: ['suite.mts:11'],
  })
})

test('the exit code of a suite that fails passes through, and is said', async (t) => {
  const folder = newFolder(t)

  const { code, stdout, stderr } = await coverage(t, folder, [
    ...suiteIn(folder, [aliceUpdates, 'process.exit(7)']),
  ])

  assert.equal(code, 7)
  assert.equal(
    stderr,
    'amplite: the suite failed with exit code 7, so that is the exit code here\n',
  )
  assert.match(stdout, /^rule coverage 0\.0 %/m)
})

test('a threshold that is not met is exit 4, and is named', async (t) => {
  const folder = newFolder(t)
  const dir = join(folder, 'asked')
  await coverage(t, folder, ['--dir', dir, ...suiteIn(folder, [aliceUpdates])])

  const thresholds = [
    ['--threshold', '0', 0, /\n$/],
    ['--threshold', '0.1', 4, /units; 15 uncoverable\), below --threshold 0\.1: exit 4\n/],
    ['--threshold-rules', '1', 4, /counted, below --threshold-rules 1: exit 4\n$/],
  ] as const

  for (const [option, percent, exit, said] of thresholds) {
    const { code, stdout } = await coverage(t, folder, ['--dir', dir, option, percent])
    assert.equal(code, exit, `${option} ${percent}`)
    assert.match(stdout, said)
  }
})

test('lcov has the rules as functions, the halves of their units as branches, and its sums are right', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'lcov.info')

  const ended = await coverage(t, folder, [
    '--lcov',
    file,
    '--json',
    ...suiteIn(folder, [aliceUpdates, aliceUpdates]),
  ])

  const { units } = reported(ended)
  const [record, ...others] = parseLcov(readFileSync(file, 'utf8'))
  assert.deepEqual(others, [])
  assert.ok(record)
  const counted = units.filter(({ state }) => state !== 'uncoverable')
  const halves = counted.flatMap(({ decisive, nearMiss }) => [
    decisive,
    ...(nearMiss === null ? [] : [nearMiss]),
  ])
  assert.equal(record.file, definition)
  assert.deepEqual(record.functions.get('Note:owner user_id #0'), { line: 17, count: 2 })
  assert.deepEqual(
    [...record.functions.keys()].filter((name) => name.startsWith('Todo')),
    ['Todo:authenticated oidc #1'],
  )
  assert.deepEqual(sorted(record.branches), sorted(halves))
  assert.equal(record.lines.get(17), 2)
  assert.deepEqual([...record.lines.keys()], [10, 17, 23, 24, 33, 36, 37])
})

test('the page shows the definition with counts beside its lines, and needs nothing else', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'coverage.html')

  await coverage(t, folder, ['--html', file, ...suiteIn(folder, [aliceUpdates])])

  const page = readFileSync(file, 'utf8')
  assert.match(
    page,
    /<tr id="L17" class="uncovered"><td class="n">17<\/td><td class="n g">1×<\/td>/,
  )
  assert.match(page, /<tr id="L9" class="uncoverable">/)
  assert.match(page, /let in {3}[^<]*suite\.mts:5/)
  assert.doesNotMatch(page, /<script|src=|href=/)
})

test('requests over HTTP count, too: of a sandbox that runs beside the suite', async (t) => {
  const folder = newFolder(t)
  const script = `(async () => {
  const { AMPLITE_URL: url, AMPLITE_GRAPHQL_URL: graphql } = process.env
  const { token } = await (await fetch(url + '/sandbox/tokens', { method: 'POST', body: '{"persona":"alice"}' })).json()
  const body = JSON.stringify({ query: 'mutation { createNote(input: { title: "x" }) { id } }' })
  await fetch(graphql, { method: 'POST', headers: { authorization: token }, body })
})()`
  const bin = join(repository, 'emulator/cli/bin.ts')
  const exec = [process.execPath, '--import', tsx, bin, 'exec', definition, '--', process.execPath]

  const ended = await coverage(t, folder, ['--json', '--', ...exec, '-e', script])

  const unit = reported(ended).units.find(({ id }) => id === 'Note#0 create')
  assert.deepEqual([unit?.state, unit?.decisive, unit?.coveredBy.decisive], ['covered', 1, []])
})

function sorted(counts: readonly number[]): readonly number[] {
  return counts.toSorted((one, other) => one - other)
}

/** A folder that a suite left, changed by hand. */
const folders: readonly (readonly [string, (dir: string) => void, RegExp])[] = [
  [
    'no folder',
    () => undefined,
    /^amplite: "[^"]+" cannot be read \(ENOENT.*\); name the folder .* with --dir DIR\n$/,
  ],
  [
    'an empty folder',
    (dir) => {
      mkdirSync(dir)
    },
    /^amplite: nothing was recorded in "[^"]+": no sandbox was opened .*\n$/,
  ],
  [
    'a file that is cut',
    (dir) => {
      mkdirSync(dir)
      writeFileSync(
        join(dir, '1-0.jsonl'),
        '{"amplite":"cases","version":1,"file":"x","hash":"1"}\n{"sub\n',
      )
    },
    /1-0\.jsonl:2 is not what a sandbox of this version writes; delete the folder and run the suite again\n$/,
  ],
  [
    'a file of another version',
    (dir) => {
      mkdirSync(dir)
      writeFileSync(join(dir, '1-0.jsonl'), '{"amplite":"cases","version":2}\n')
    },
    /1-0\.jsonl:1 is not what a sandbox of this version writes/,
  ],
  [
    'requests to another definition alone',
    (dir) => {
      mkdirSync(dir)
      writeFileSync(
        join(dir, '1-0.jsonl'),
        '{"amplite":"cases","version":1,"file":"/app/other.ts","hash":"1"}\n',
      )
    },
    /^amplite: the suite asked nothing of "[^"]+", only of \/app\/other\.ts; name that definition, as in "amplite coverage \/app\/other\.ts"\n$/,
  ],
  [
    'requests to this definition as it was before',
    (dir) => {
      mkdirSync(dir)
      const head = { amplite: 'cases', version: 1, file: definition, hash: '1' }
      writeFileSync(join(dir, '1-0.jsonl'), `${JSON.stringify(head)}\n`)
    },
    /^amplite: "[^"]+" has changed since the suite ran \(recorded 1, now [0-9a-f]{16}\); run the suite again\n$/,
  ],
]

for (const [title, make, said] of folders) {
  test(`${title} is one sentence and exit 2`, async (t) => {
    const folder = newFolder(t)
    const dir = join(folder, 'asked')
    make(dir)

    const { code, stdout, stderr } = await coverage(t, folder, ['--dir', dir])

    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, said)
  })
}

/** Command lines that cannot be meant. */
const commandLines: readonly (readonly [readonly string[], RegExp])[] = [
  [
    ['--threshold', 'most'],
    /^amplite: --threshold "most" is no percentage; give a number from 0 to 100\n$/,
  ],
  [['--threshold-rules', '101'], /^amplite: --threshold-rules "101" is no percentage/],
  [['--'], /^amplite: what is to be run\? "amplite coverage" takes the suite behind "--"/],
]

for (const [args, said] of commandLines) {
  test(`"amplite coverage ${args.join(' ')}" is refused`, async (t) => {
    const { code, stderr } = await coverage(t, newFolder(t), args)

    assert.equal(code, 2)
    assert.match(stderr, said)
  })
}

test('a page that cannot be written is one sentence', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'no/coverage.html')

  const { code, stderr } = await coverage(t, folder, [
    '--html',
    file,
    ...suiteIn(folder, [aliceUpdates]),
  ])

  assert.equal(code, 2)
  assert.match(stderr, /^amplite: --html "[^"]+" cannot be written: ENOENT/)
})

test('a run begins anew in its folder, and leaves what is not its own', async (t) => {
  const folder = newFolder(t)
  const dir = join(folder, 'asked')
  mkdirSync(dir)
  writeFileSync(join(dir, '1-0.jsonl'), 'of another run')
  writeFileSync(join(dir, 'notes.txt'), 'mine')

  const { code } = await coverage(t, folder, ['--dir', dir, ...suiteIn(folder, [aliceUpdates])])

  assert.equal(code, 0)
  assert.ok(existsSync(join(dir, 'notes.txt')))
  assert.ok(!existsSync(join(dir, '1-0.jsonl')))
  assert.equal(readdirSync(dir).length, 2)
})
