import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { helpText } from '../emulator/cli/help-text.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

suite('what the README says is emulated', () => {
  const section = readme.split('## What is emulated')[1]?.split('### Known differences')[0] ?? ''
  const rows = section
    .split('\n')
    .filter((line) => /^\| [✅🟡❌]/u.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))

  test('there are rows', () => {
    assert.ok(rows.length > 5)
  })

  for (const [, what = '', , shownBy = ''] of rows) {
    const places = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, place = '']) => place)

    test(`${what} names tests, and they are there`, () => {
      assert.ok(places.length > 0)
      assert.deepEqual(
        places.filter((place) => !holdsTests(join(root, place))),
        [],
      )
    })
  }
})

test('every option of the command stands in the README', () => {
  const options = new Set([...helpText.matchAll(/--[a-z-]+/g)].map(([option]) => option))

  assert.deepEqual(
    [...options].filter((option) => !readme.includes(option)),
    [],
  )
})

function holdsTests(path: string): boolean {
  if (!existsSync(path)) return false
  if (statSync(path).isFile()) return true
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).some((file) =>
    file.endsWith('.test.ts'),
  )
}
