import { answeredRequest, withToken } from '../answered-request.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** Tokens that the issuer made for another app. */
export const anyClientAccepted: LintRule = {
  id: 'any-client-accepted',
  severity: 'warning',
  kind: 'configuration',
  title: 'Tokens that the issuer made for other apps are accepted',
  help: 'Without `clientId` the API takes every token of the issuer, whichever app it was made for. Whoever runs another app at the same issuer can use the tokens of its users here. Name the client ids of your own apps, several with `|` between them.',
  find,
}

function find({ definition, policy }: LintSubject): readonly Finding[] {
  const { oidc } = definition.modes
  const request = answeredRequest(policy, 'oidc')
  // Without an issuer nobody has said yet whose tokens are meant.
  if (oidc === undefined || oidc.issuerUrl === '' || oidc.clientId !== undefined) return []
  if (request === undefined) return []
  return [
    {
      message: `there is no clientId: tokens that ${oidc.issuerUrl} made for any other app are accepted`,
      fix: "add clientId: '<the id of your app at the issuer>'",
      about: 'oidcAuthorizationMode',
      proof: { kind: 'steps', steps: [withToken(request, { audience: 'other-app' })] },
    },
  ]
}
