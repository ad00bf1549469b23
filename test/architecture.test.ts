import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../emulator')

/** From the ground up. A module may import its own folder and any floor below; never above, never beside. */
const floors = [
  ['errors.ts', 'clock.ts', 'version.ts'],
  ['model'],
  ['definition', 'identity', 'store', 'issuer', 'policy', 'outputs'],
  ['authorization', 'handlers'],
  ['graphql', 'analysis'],
  ['realtime', 'console', 'control'],
  ['server', 'settings.ts'],
  [
    'load-policy.ts',
    'active-mutant.ts',
    'mutant-report.ts',
    'load-api.ts',
    'load-functions.ts',
    'world.ts',
    'read-inputs.ts',
    'sandbox-urls.ts',
    'realtime-of-world.ts',
    'serve-world.ts',
    'reload.ts',
    'open-certificate.ts',
    'open-server.ts',
    'write-client-outputs.ts',
    'save-persona.ts',
    'watch-inputs.ts',
    'sandbox.ts',
    'trial',
    'recording',
  ],
  ['index.ts', 'testing', 'cli'],
]
const floorOf = new Map(
  floors.flatMap((names, floor) => names.map((name) => [name, floor] as const)),
)

/** The top of the building: these files wire the rest, so they may know one another. */
const wiring = new Set(floors[7])

/** Modules that reach no package, no Node built-in and so no clock, disk or network. */
const pureModules = new Set(['model', 'policy', 'authorization', 'analysis'])

const files = new Set(
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('console/page/'),
  ),
)
const sources = new Map(
  [...files].map((file) => [file, readFileSync(join(root, file), 'utf8')] as const),
)
const imported = [...sources].flatMap(([file, source]) =>
  [...source.matchAll(/(?:from|import) '([^']+)'/g)].map(([, specifier = '']) => ({
    from: file,
    to: resolve(file, specifier),
  })),
)

/** Of our own files; packages are another matter. */
const imports = imported.filter(({ to }) => files.has(to))

function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.')
    ? relative(root, join(root, dirname(file), specifier))
    : specifier
}

function moduleOf(file: string): string {
  return file.split('/')[0] ?? file
}

function pointsUp({ from, to }: { from: string; to: string }): boolean {
  const source = moduleOf(from)
  const target = moduleOf(to)
  if (source === target || (wiring.has(source) && wiring.has(target))) return false
  return (floorOf.get(target) ?? -1) >= (floorOf.get(source) ?? Infinity)
}

/** Files in which the text stands, beside those where it belongs. */
function elsewhere(text: RegExp, ...rooms: readonly string[]): readonly string[] {
  return [...sources]
    .filter(([file, source]) => text.test(source) && !rooms.some((room) => file.startsWith(room)))
    .map(([file]) => file)
}

test('the scan sees files and imports', () => {
  assert.ok(files.size > 100 && imports.length > 200)
})

test('every file stands on a floor', () => {
  const homeless = [...files].filter((file) => !floorOf.has(moduleOf(file)))

  assert.deepEqual(homeless, [])
})

test('every room of the picture exists', () => {
  const built = new Set([...files].map(moduleOf))

  assert.deepEqual(
    floors.flat().filter((name) => !built.has(name)),
    [],
  )
})

test('imports only point down', () => {
  assert.deepEqual(imports.filter(pointsUp), [])
})

test('pure modules import nothing but our own files', () => {
  const impure = imported.filter(
    ({ from, to }) => pureModules.has(moduleOf(from)) && !files.has(to),
  )

  assert.deepEqual(impure, [])
})

test('only resolvers and studies ask for decisions', () => {
  const askers = imports.filter(
    ({ from, to }) =>
      to.startsWith('authorization/decisions/') &&
      !/^(authorization\/|graphql\/resolvers\/|graphql\/obey\.ts|analysis\/studies\/)/.test(from),
  )

  assert.deepEqual(askers, [])
})

test('decisions never see claims', () => {
  const seers = imports.filter(
    ({ from, to }) => from.startsWith('authorization/decisions/') && /claims?\.ts$/.test(to),
  )

  assert.deepEqual(seers, [])
})

test('the clock, the environment and the terminal have one door each', () => {
  assert.deepEqual(elsewhere(/\bDate\.now\(/, 'clock.ts'), [])
  assert.deepEqual(elsewhere(/\bprocess\.env\b/, 'settings.ts'), [])
  assert.deepEqual(elsewhere(/\bprocess\.(stdout|stderr)\.write\(/, 'cli/output.ts'), [])
})
