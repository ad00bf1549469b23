import { answeredRequest, refusedWith, withToken } from '../answered-request.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** A session that ends before the first token of it does. */
export const authTtlBelowIssueTtl: LintRule = {
  id: 'auth-ttl-below-issue-ttl',
  severity: 'warning',
  kind: 'configuration',
  title: 'The time since sign-in runs out before the time since a token was issued',
  help: '`tokenExpiryFromAuthInSeconds` counts from `auth_time`, the moment of signing in, and a refreshed token keeps it. Once it has passed, new tokens are refused as well, and only a new sign-in helps. Set it to the length of a session, or to no less than `tokenExpireFromIssueInSeconds`.',
  find,
}

function find({ definition, policy }: LintSubject): readonly Finding[] {
  const { authTtlSeconds: auth = 0, issueTtlSeconds: issue = 0 } = definition.modes.oidc ?? {}
  const request = answeredRequest(policy, 'oidc')
  if (auth === 0 || auth >= issue || request === undefined) return []
  return [
    {
      message: `${auth} s after signing in every token is refused, refreshed ones too: tokenExpiryFromAuthInSeconds (${auth}) counts from auth_time, which a refresh keeps, and ends before tokenExpireFromIssueInSeconds (${issue})`,
      fix: `set tokenExpiryFromAuthInSeconds to the length of a session, ${issue} or more`,
      about: 'oidcAuthorizationMode.tokenExpiryFromAuthInSeconds',
      proof: {
        kind: 'steps',
        steps: [
          withToken(request, { issuedAgo: auth, authenticatedAgo: auth }),
          refusedWith(request, { issuedAgo: 0, authenticatedAgo: auth + 1 }),
        ],
      },
    },
  ]
}
