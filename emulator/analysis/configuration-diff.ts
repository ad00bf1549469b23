import { enabledModes } from '../model/modes.ts'
import type { AuthorizationModes } from '../model/modes.ts'

/** A setting of the API that differs; undefined: not set. */
export interface ConfigurationChange {
  readonly setting: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What differs beside the rules: modes, and what tokens are checked for (`analysis.md` §3.1, step 7). */
export function diffConfiguration(
  base: AuthorizationModes,
  head: AuthorizationModes,
): readonly ConfigurationChange[] {
  const [before, after] = [settingsOf(base), settingsOf(head)]
  return Object.keys(before)
    .map((setting) => ({ setting, before: before[setting], after: after[setting] }))
    .filter((change) => change.before !== change.after)
}

function settingsOf(modes: AuthorizationModes): Readonly<Record<string, string | undefined>> {
  const { oidc } = modes
  return {
    'default mode': modes.defaultMode,
    modes: enabledModes(modes).toSorted().join(', '),
    'oidc issuer': oidc?.issuerUrl,
    'oidc clientId': oidc?.clientId,
    'seconds from auth_time': oidc?.authTtlSeconds?.toString(),
    'seconds from iat': oidc?.issueTtlSeconds?.toString(),
  }
}
