import assert from 'node:assert/strict'
import { test } from 'node:test'

import { decideMode } from '../../../emulator/authorization/decisions/mode.ts'

test('a mode that the gate names passes', () => {
  assert.deepEqual(decideMode(new Set(['iam', 'oidc']), 'oidc'), {
    question: 'mode',
    effect: 'allow',
    reason: 'role-granted',
    trace: [],
  })
})

test('a mode that it does not name is refused', () => {
  assert.deepEqual(decideMode(new Set(['iam', 'oidc']), 'apiKey'), {
    question: 'mode',
    effect: 'deny',
    reason: 'mode-not-allowed',
    trace: [],
  })
})
