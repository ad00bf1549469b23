import type { Version } from '../../emulator/analysis/sides.ts'
import { loadScenario } from '../conformance/load-scenario.ts'

/** A definition with these models, as text of the builder, for callers of mode oidc. */
export function versionOf(models: string): Promise<Version> {
  return loadScenario({
    schema: { gen2: `a.schema({ ${models} })` },
    authModes: { default: 'oidc' },
  })
}

/** The Todo of the docs' page "Use OpenID Connect as an authorization provider". */
export const todo = `Todo: a.model({ content: a.string() }).authorization((allow) => [
  allow.owner('oidc').identityClaim('user_id'),
  allow.authenticated('oidc'),
  allow.groups(['testGroupName'], 'oidc').withClaimIn('user_groups'),
])`

/** The docs' Employee, for OIDC, with a group HR that holds some of the operations. */
export function employee({ hr, ssn = '' }: { readonly hr: string; readonly ssn?: string }): string {
  return `Employee: a.model({
    name: a.string(),
    ssn: a.string().authorization((allow) => [allow.owner('oidc').identityClaim('user_id')${ssn}]),
  }).authorization((allow) => [
    allow.authenticated('oidc').to(['read']),
    allow.owner('oidc').identityClaim('user_id'),
    allow.group('HR', 'oidc').withClaimIn('user_groups').to(${hr}),
  ])`
}
