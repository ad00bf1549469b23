import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

import { loadPolicy } from '../../emulator/load-policy.ts'
import type { LoadedPolicy } from '../../emulator/load-policy.ts'
import type { AuthorizationModes, OidcMode } from '../../emulator/model/modes.ts'
import { compilePolicy } from '../../emulator/policy/compile-policy.ts'
import { runLint } from '../../emulator/trial/run-lint.ts'

interface Case {
  readonly title: string
  readonly oidc?: Partial<OidcMode>
  readonly modes?: Partial<AuthorizationModes>
  readonly finds: readonly string[]
  readonly says?: string
}

const cases: readonly Case[] = [
  { title: 'nothing of note', finds: [] },
  {
    title: 'an issuer that is asked without TLS',
    oidc: { issuerUrl: 'http://issuer.example/realm' },
    finds: ['issuer-url'],
    says: "oidcIssuerUrl: 'https://issuer.example/realm'",
  },
  {
    title: 'an issuer without a scheme',
    oidc: { issuerUrl: 'issuer.example' },
    finds: ['issuer-url'],
    says: "oidcIssuerUrl: 'https://issuer.example'",
  },
  {
    title: 'an issuer that was copied with a blank',
    oidc: { issuerUrl: 'https://issuer.example ' },
    finds: ['issuer-url'],
    says: "oidcIssuerUrl: 'https://issuer.example'",
  },
  {
    title: 'a host that only begins like this machine',
    oidc: { issuerUrl: 'http://localhost.example' },
    finds: ['issuer-url'],
    says: "oidcIssuerUrl: 'https://localhost.example'",
  },
  { title: 'this machine', oidc: { issuerUrl: 'http://127.0.0.1:9000' }, finds: [] },
  {
    title: 'a pattern for whatever client',
    oidc: { clientId: '.*' },
    finds: ['client-id-is-a-pattern'],
    says: 'write the ids of your apps as they stand, several with | between them',
  },
  {
    title: 'a pattern of classes',
    oidc: { clientId: '[a-z]+-app' },
    finds: ['client-id-is-a-pattern'],
    says: 'write the ids of your apps as they stand, several with | between them',
  },
  { title: 'several ids', oidc: { clientId: 'web|ios|android' }, finds: [] },
  {
    title: 'a dot in the second of several ids',
    oidc: { clientId: 'web|shop.example' },
    finds: ['client-id-is-a-pattern'],
    says: String.raw`escape the dots: clientId: 'web|shop\\.example'`,
  },
  {
    title: 'a time since sign-in shorter than a token',
    oidc: { authTtlSeconds: 300, issueTtlSeconds: 301 },
    finds: ['auth-ttl-below-issue-ttl', 'auth-time-required'],
  },
  {
    title: 'a time since sign-in, and none for a token',
    oidc: { authTtlSeconds: 300, issueTtlSeconds: 0 },
    finds: ['auth-time-required'],
  },
  { title: 'a minute', oidc: { issueTtlSeconds: 60 }, finds: [] },
  {
    title: 'a minute in milliseconds',
    oidc: { issueTtlSeconds: 60_000 },
    finds: ['ttl-in-milliseconds'],
    says: 'write tokenExpireFromIssueInSeconds: 60',
  },
  { title: '90 days', oidc: { issueTtlSeconds: 7_776_000 }, finds: [] },
  {
    title: 'a default mode that no rule speaks of',
    modes: { defaultMode: 'userPool', additionalModes: ['oidc'] },
    finds: ['mode-without-rules'],
    says: 'make a mode that rules speak of the defaultAuthorizationMode, or write rules for userPool',
  },
  {
    title: 'a user pool beside, which comes with the auth resource',
    modes: { additionalModes: ['userPool'] },
    finds: [],
  },
]

const plain = await loadPolicy(join(import.meta.dirname, 'lint/any-client-accepted/fires-not.ts'))

for (const { title, finds, says, ...changes } of cases) {
  test(title, async () => {
    const { findings, unproven } = await runLint(withModes(plain, changes))

    assert.deepEqual(unproven, [])
    assert.deepEqual(
      findings.map(({ rule }) => rule.id),
      finds,
    )
    if (says !== undefined) assert.equal(findings[0]?.fix, says)
  })
}

test('modes that nobody wrote are nobody’s fault', async () => {
  const { findings } = await runLint(
    withModes(plain, { oidc: { issuerUrl: '', providerName: '' } }),
  )

  assert.deepEqual(findings, [])
})

test('where no rule is about tokens there is nothing to show', async () => {
  const { definition } = plain
  const models = definition.models.map((model) => ({
    ...model,
    rules: model.rules.map((rule) => ({ ...rule, provider: 'userPools' as const })),
  }))
  const changed = { ...definition, models }
  const loaded = withModes(
    { definition: changed, policy: compilePolicy(changed) },
    { oidc: { authTtlSeconds: 300 } },
  )
  const { findings, unproven } = await runLint(loaded)

  assert.deepEqual(unproven, [])
  assert.ok(findings.every(({ rule }) => rule.id !== 'auth-time-required'))
})

function withModes(
  { definition, policy }: LoadedPolicy,
  { oidc, modes }: Pick<Case, 'oidc' | 'modes'>,
): LoadedPolicy {
  const own = definition.modes.oidc
  assert.ok(own)
  const changed = { ...definition.modes, oidc: { ...own, ...oidc }, ...modes }
  return { definition: { ...definition, modes: changed }, policy }
}
