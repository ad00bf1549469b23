import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { contextIdentity } from '../../emulator/handlers/context-identity.ts'
import type { Identity } from '../../emulator/identity/identity.ts'

const issuer = 'https://idp.example'
const claims = { sub: 's', 'cognito:username': 'u', 'cognito:groups': ['g'] }
const context = {
  accountId: '123456789012',
  cognitoIdentityPoolId: null,
  cognitoIdentityId: null,
  cognitoIdentityAuthType: null,
  cognitoIdentityAuthProvider: null,
  username: 'AROA:me',
  userArn: 'arn:aws:sts::123456789012:assumed-role/r/me',
}

const cases: readonly [identity: Identity, shown: object | null][] = [
  [{ mode: 'apiKey' }, null],
  [{ mode: 'lambda' }, { resolverContext: {} }],
  [
    { mode: 'oidc', issuer, claims },
    { claims, issuer, sub: 's' },
  ],
  [
    { mode: 'oidc', issuer, claims: {} },
    { claims: {}, issuer, sub: null },
  ],
  [
    { mode: 'userPool', issuer, claims },
    {
      claims,
      issuer,
      sub: 's',
      username: 'u',
      groups: ['g'],
      sourceIp: ['127.0.0.1'],
      defaultAuthStrategy: 'ALLOW',
    },
  ],
  [
    { mode: 'iam', principal: 'non-cognito', context },
    { ...context, sourceIp: ['127.0.0.1'] },
  ],
]

suite('ctx.identity of', () => {
  for (const [identity, shown] of cases) {
    test(JSON.stringify(identity), () => {
      assert.deepEqual(contextIdentity(identity), shown)
    })
  }
})
