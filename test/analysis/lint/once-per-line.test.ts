import assert from 'node:assert/strict'
import { test } from 'node:test'

import { oncePerLine } from '../../../emulator/analysis/lint/once-per-line.ts'
import type { Finding } from '../../../emulator/analysis/lint/lint-rule.ts'

const place = { file: 'resource.ts', line: 3, column: 5 }

interface Told {
  readonly about: string
  readonly message?: string
  readonly line?: number | undefined
  readonly id?: string
}

function found({ about, message = 'it admits nobody', line = 3, id = 'a-rule' }: Told) {
  return {
    rule: { id },
    about,
    message,
    fix: '',
    ruleText: 'allow.owner()',
    place: { ...place, line },
    proof: { kind: 'documented', words: '' } as const,
  } satisfies Finding & { rule: { id: string } }
}

const cases = [
  {
    title: 'a rule of the schema is one finding, which names the other models',
    findings: [{ about: 'Todo' }, { about: 'Note' }, { about: 'Page' }],
    told: ['Todo: it admits nobody; the same in "Note" and "Page"'],
  },
  {
    title: 'rules on lines of their own are findings of their own',
    findings: [{ about: 'Todo' }, { about: 'Note', line: 4 }],
    told: ['Todo: it admits nobody', 'Note: it admits nobody'],
  },
  {
    title: 'what two rules of the catalogue find is not one',
    findings: [{ about: 'Todo' }, { about: 'Note', id: 'another' }],
    told: ['Todo: it admits nobody', 'Note: it admits nobody'],
  },
  {
    title: 'two things about one model stay two, and each names the other model',
    findings: [
      { about: 'Todo', message: 'HR' },
      { about: 'Todo', message: 'IT' },
      { about: 'Note', message: 'HR' },
      { about: 'Note', message: 'IT' },
    ],
    told: ['Todo: HR; the same in "Note"', 'Todo: IT; the same in "Note"'],
  },
  {
    title: 'the same thing about one model is said once',
    findings: [{ about: 'Todo' }, { about: 'Todo' }],
    told: ['Todo: it admits nobody'],
  },
]

for (const { title, findings, told } of cases) {
  test(title, () => {
    const once = oncePerLine(findings.map(found))

    assert.deepEqual(
      once.map(({ about, message }) => `${about}: ${message}`),
      told,
    )
  })
}

test('without a place nothing says that two rules are one', () => {
  const nowhere = ['Todo', 'Note'].map((about) => {
    const { place: _, ...rest } = found({ about })
    return rest
  })

  assert.equal(oncePerLine(nowhere).length, 2)
})
