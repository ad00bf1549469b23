import type { Definition } from '../../model/definition.ts'
import type { OidcMode } from '../../model/modes.ts'
import { mutantAt } from './mutant.ts'
import type { Change, Mutant } from './mutant.ts'

/** What a mutant of the configuration is a change of. */
export const configurationHolder = 'oidc'

const longer = 1000

/** Tokens are looked at less closely: their age, and whom they were made for. */
export function configurationMutants(definition: Definition): readonly Mutant[] {
  const { oidc } = definition.modes
  if (oidc === undefined) return []
  const { authTtlSeconds = 0, issueTtlSeconds = 0, clientId } = oidc
  const { clientId: _, ...anyClient } = oidc
  const change = (operator: Change['operator'], text: string, other: OidcMode): Mutant =>
    mutantAt(
      { at: configurationHolder },
      {
        operator,
        text,
        definition: { ...definition, modes: { ...definition.modes, oidc: other } },
      },
    )
  return [
    ...(authTtlSeconds === 0
      ? []
      : [
          change('auth-ttl', ttlText('tokenExpiryFromAuthInSeconds', authTtlSeconds), {
            ...oidc,
            authTtlSeconds: authTtlSeconds * longer,
          }),
        ]),
    ...(issueTtlSeconds === 0
      ? []
      : [
          change('issue-ttl', ttlText('tokenExpireFromIssueInSeconds', issueTtlSeconds), {
            ...oidc,
            issueTtlSeconds: issueTtlSeconds * longer,
          }),
        ]),
    ...(clientId === undefined
      ? []
      : [change('client-id', `without clientId: '${clientId}'`, anyClient)]),
  ]
}

function ttlText(name: string, seconds: number): string {
  return `${name}: ${seconds * longer} instead of ${seconds}`
}
