import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'

/** An issuer whose keys AppSync cannot find. */
export const issuerUrl: LintRule = {
  id: 'issuer-url',
  severity: 'error',
  kind: 'configuration',
  title: 'The issuer is not where AppSync will look',
  help: 'AppSync appends `/.well-known/openid-configuration` to `oidcIssuerUrl`, asks there over https, and compares `iss` of every token with it. Write the issuer exactly as its tokens have it in `iss`, without the path of its discovery document.',
  find,
}

const discoveryPath = '/.well-known/openid-configuration'

function find({ definition }: LintSubject): readonly Finding[] {
  const { issuerUrl: written = '' } = definition.modes.oidc ?? {}
  const fault = written === '' ? undefined : faultOf(written)
  if (fault === undefined) return []
  return [
    {
      ...fault,
      about: 'oidcAuthorizationMode.oidcIssuerUrl',
      proof: {
        kind: 'documented',
        words: `AppSync Developer Guide, OPENID_CONNECT authorization: ${discoveryPath} is appended to the issuer, which has to be https; here that gives ${JSON.stringify(discoveryUrl(written))}`,
      },
    },
  ]
}

function faultOf(written: string): Pick<Finding, 'message' | 'fix'> | undefined {
  const known = written.indexOf('/.well-known/')
  if (known >= 0)
    return {
      message: `oidcIssuerUrl ${JSON.stringify(written)} names the discovery document, and AppSync appends its path once more`,
      fix: `oidcIssuerUrl: '${written.slice(0, known).trim()}'`,
    }
  if (written !== written.trim())
    return {
      message: `oidcIssuerUrl ${JSON.stringify(written)} has a blank at its end, which is part of the address and of what iss is compared with`,
      fix: `oidcIssuerUrl: '${written.trim()}'`,
    }
  if (/^https:\/\/[^/\s]/i.test(written) || isOnThisMachine(written)) return undefined
  return {
    message: `oidcIssuerUrl ${JSON.stringify(written)} is not https, and AppSync asks nothing else`,
    fix: `oidcIssuerUrl: 'https://${written.replace(/^\w+:\/\//, '')}'`,
  }
}

/** Meant for a sandbox, and reached by nobody else. */
function isOnThisMachine(written: string): boolean {
  return /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(written)
}

function discoveryUrl(written: string): string {
  return `${written.replace(/\/$/, '')}${discoveryPath}`
}
