import type { CatalogueEntry, LintRule } from './lint-rule.ts'
import { anyClientAccepted } from './rules/any-client-accepted.ts'
import { authTimeRequired } from './rules/auth-time-required.ts'
import { authTtlBelowIssueTtl } from './rules/auth-ttl-below-issue-ttl.ts'
import { clientIdIsAPattern } from './rules/client-id-is-a-pattern.ts'
import { issuerUrl } from './rules/issuer-url.ts'
import { modeWithoutRules } from './rules/mode-without-rules.ts'
import { ownerCannotClear } from './rules/owner-cannot-clear.ts'
import { shadowedRule } from './rules/shadowed-rule.ts'
import { suppression } from './rules/suppression.ts'
import { ttlInMilliseconds } from './rules/ttl-in-milliseconds.ts'

/** The catalogue, in the order in which it is listed. */
export const lintRules: readonly LintRule[] = [
  shadowedRule,
  ownerCannotClear,
  authTtlBelowIssueTtl,
  authTimeRequired,
  ttlInMilliseconds,
  anyClientAccepted,
  clientIdIsAPattern,
  issuerUrl,
  modeWithoutRules,
]

/** All that can be found, or ignored, or weighed. */
export const catalogue: readonly CatalogueEntry[] = [...lintRules, suppression]
