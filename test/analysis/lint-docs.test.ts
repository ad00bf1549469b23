import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { loadPolicy } from '../../emulator/load-policy.ts'
import { runLint } from '../../emulator/trial/run-lint.ts'

const folder = join(import.meta.dirname, 'docs')

/** All that is found in what AWS's own pages show, in the order of the lines. */
const pages: Readonly<Record<string, readonly string[]>> = {
  'openid-connect': [
    '8 warning shadowed-rule',
    '10 warning shadowed-rule',
    '22 warning auth-ttl-below-issue-ttl',
    '22 note auth-time-required',
  ],
  'field-level': ['9 error filter-reveals-protected-field', '9 warning null-in-mutation-results'],
  'per-owner': ['7 warning owner-cannot-clear'],
  'protected-owner': ['10 note explicit-id-refused'],
  'owner-defined-in': ['7 warning owner-reassignment'],
  'multi-user': ['7 warning owner-reassignment'],
  'custom-claims': [
    '8 warning owner-reassignment',
    '9 note owner-forged-on-create',
    '9 warning substring-group',
  ],
  index: ['7 warning public-sees-more-than-signed-in'],
  'public-data': ['5 error public-write'],
}

for (const [page, expected] of Object.entries(pages)) {
  test(`the page ${page}`, async () => {
    const { findings, unproven, suppressed } = await runLint(
      await loadPolicy(join(folder, `${page}.ts`)),
    )

    assert.deepEqual(
      findings.map(({ rule, severity, place }) => `${place?.line} ${severity} ${rule.id}`),
      expected,
    )
    assert.deepEqual({ unproven, suppressed }, { unproven: [], suppressed: [] })
  })
}

test('every page has its list', () => {
  assert.deepEqual(
    readdirSync(folder).map((file) => file.replace('.ts', '')),
    Object.keys(pages).toSorted(),
  )
})
