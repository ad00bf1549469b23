import { answeredRequest, refusedWith } from '../answered-request.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** A claim that issuers may leave out, and that the API insists on. */
export const authTimeRequired: LintRule = {
  id: 'auth-time-required',
  severity: 'note',
  kind: 'configuration',
  title: 'Tokens without auth_time are refused',
  help: 'With `tokenExpiryFromAuthInSeconds` the API looks at `auth_time`, which an issuer has to put into a token only when it is asked to: by `max_age` in the sign-in request, or by `require_auth_time` of the client. See that yours sends it, also in access tokens, or set it to 0.',
  find,
}

function find({ definition, policy }: LintSubject): readonly Finding[] {
  const { authTtlSeconds: auth = 0 } = definition.modes.oidc ?? {}
  const request = answeredRequest(policy, 'oidc')
  if (auth === 0 || request === undefined) return []
  return [
    {
      message: `tokens without auth_time are refused, since tokenExpiryFromAuthInSeconds is ${auth}; an issuer need not send it unless it is asked to`,
      fix: 'ask the issuer for auth_time (max_age when signing in), or set tokenExpiryFromAuthInSeconds to 0',
      about: 'oidcAuthorizationMode.tokenExpiryFromAuthInSeconds',
      proof: {
        kind: 'steps',
        steps: [request, refusedWith(request, { without: ['auth_time'] })],
      },
    },
  ]
}
