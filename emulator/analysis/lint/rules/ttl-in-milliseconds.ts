import { answeredRequest, refusedWith, withToken } from '../answered-request.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import type { ProofStep } from '../proof.ts'
import { secondsText } from '../seconds-text.ts'

/** A number of seconds that was meant as milliseconds. */
export const ttlInMilliseconds: LintRule = {
  id: 'ttl-in-milliseconds',
  severity: 'error',
  kind: 'configuration',
  title: 'A token lifetime looks like milliseconds, and is taken as seconds',
  help: 'AppSync itself has these lifetimes in milliseconds; `defineData` takes seconds. What was meant as an hour lets tokens live for weeks.',
  find: (subject) =>
    settings.flatMap((setting) => {
      const request = answeredRequest(subject.policy, 'oidc')
      return request === undefined ? [] : findIn(subject, setting, request)
    }),
}

interface Setting {
  readonly name: 'tokenExpiryFromAuthInSeconds' | 'tokenExpireFromIssueInSeconds'
  readonly value: 'authTtlSeconds' | 'issueTtlSeconds'
}

const settings: readonly Setting[] = [
  { name: 'tokenExpiryFromAuthInSeconds', value: 'authTtlSeconds' },
  { name: 'tokenExpireFromIssueInSeconds', value: 'issueTtlSeconds' },
]

function findIn(
  { definition }: LintSubject,
  { name, value }: Setting,
  request: ProofStep,
): readonly Finding[] {
  const { [value]: seconds = 0 } = definition.modes.oidc ?? {}
  if (!looksLikeMilliseconds(seconds)) return []
  const agedBy = (age: number): object =>
    value === 'authTtlSeconds'
      ? { authenticatedAgo: age }
      : { issuedAgo: age, lifetime: 2 * seconds }
  return [
    {
      message: `${name} is ${seconds} seconds, which is ${secondsText(seconds)}; in milliseconds it would be ${secondsText(seconds / 1000)}`,
      fix: `write ${name}: ${seconds / 1000}`,
      about: `oidcAuthorizationMode.${name}`,
      proof: {
        kind: 'steps',
        steps: [
          withToken(request, agedBy(Math.floor(seconds / 2))),
          refusedWith(request, agedBy(seconds + 1)),
        ],
      },
    },
  ]
}

/** Thousands; but 30 days are 2592000 seconds, and no round number of minutes in milliseconds. */
function looksLikeMilliseconds(seconds: number): boolean {
  if (seconds < 60_000 || seconds % 1000 !== 0) return false
  return seconds % 86_400 !== 0 || seconds % 60_000 === 0
}
