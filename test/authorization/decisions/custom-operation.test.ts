import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import {
  decideOperation,
  decideOperationGate,
} from '../../../emulator/authorization/decisions/custom-operation.ts'
import {
  evaluateForOperation,
  passesGate,
} from '../../../emulator/authorization/evaluate-operation.ts'
import { admins, oidc, publicKey, signedIn } from '../sample-roles.ts'

const alice = oidc({ user_groups: ['Users'] })
const notAdmin = {
  role: admins,
  reason: 'not-in-group',
  claim: { name: 'user_groups', value: ['Users'] },
} as const

/** `auth-semantics` §4.10. */
const cases = [
  {
    title: 'one role is enough',
    roles: [admins, signedIn],
    decision: {
      effect: 'allow',
      reason: 'role-granted',
      trace: [notAdmin, { role: signedIn, reason: 'granted' }],
    },
  },
  {
    title: 'no role matches',
    roles: [admins, publicKey],
    decision: {
      effect: 'deny',
      reason: 'no-role-matches',
      trace: [notAdmin, { role: publicKey, reason: 'other-mode' }],
    },
  },
  {
    title: 'every rule was about items, and was dropped',
    roles: [],
    decision: { effect: 'deny', reason: 'no-role-for-operation', trace: [] },
  },
] as const

suite('may the caller run an operation behind which functions stand', () => {
  for (const { title, roles, decision } of cases) {
    test(title, () => {
      const decided = decideOperation(roles, (role) => evaluateForOperation(role, alice))

      assert.deepEqual(decided, { question: 'operation', ...decision })
    })
  }
})

const gates = [
  {
    title: 'by one of them',
    gates: [{ mode: 'apiKey' }, { mode: 'oidc' }],
    decision: { effect: 'allow', reason: 'role-granted' },
  },
  {
    title: 'not by those of other modes',
    gates: [{ mode: 'apiKey' }, { mode: 'iam' }],
    decision: { effect: 'deny', reason: 'mode-not-allowed' },
  },
  {
    title: 'not where there is none',
    gates: [],
    decision: { effect: 'deny', reason: 'mode-not-allowed' },
  },
] as const

suite('do the directives let the caller to an operation', () => {
  for (const { title, gates: before, decision } of gates) {
    test(title, () => {
      const decided = decideOperationGate(before, (gate) => passesGate(gate, alice))

      assert.deepEqual(decided, { question: 'operation', trace: [], ...decision })
    })
  }
})
