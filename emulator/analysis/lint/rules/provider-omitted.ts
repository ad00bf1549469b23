import { ruleText } from '../../../authorization/rule-text.ts'
import type { Rule } from '../../../model/rule.ts'
import type { WrittenRule } from '../../written-rules.ts'
import { atRule } from '../about-rule.ts'
import { callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import type { Proof } from '../proof.ts'
import { wouldGain } from '../would-gain.ts'

/** A rule without a provider is one for user pools, whatever the default mode is. */
export const providerOmitted: LintRule = {
  id: 'provider-omitted',
  severity: 'error',
  kind: 'narrower',
  title: 'A rule without a provider is for user pools, though the API asks for OIDC tokens',
  help: "A rule's provider does not follow the default mode: `allow.owner()`, `allow.group()` and `allow.authenticated()` without one mean user pools, and refuse every OIDC token. Say `'oidc'`, or say `'userPools'` where that is meant.",
  find: (subject) =>
    subject.definition.modes.defaultMode === 'oidc'
      ? subject.rules
          .filter(({ rule }) => rule.providerImplied === true)
          .flatMap((written) => findingOf(subject, written))
      : [],
}

function findingOf(subject: LintSubject, written: WrittenRule): readonly Finding[] {
  const { rule, holder } = written
  const proof = subject.policy.operations.has(holder)
    ? callProof(subject, written)
    : wouldGain(subject, {
        holder,
        change: (rules) => rules.map((one, at) => (at === written.index ? meant(one) : one)),
        other: "with 'oidc'",
      })
  if (proof === undefined) return []
  return [
    {
      message: `${ruleText(rule)} is for user pools, because it names no provider: it refuses every OIDC token, which is what this API takes by default`,
      fix: `name the provider: ${ruleText(meant(rule))}`,
      about: holder,
      ...atRule(rule),
      proof,
    },
  ]
}

/** User pools have a `username`, other issuers have none. */
function meant(rule: Rule): Rule {
  const claim = rule.strategy === 'owner' ? { identityClaim: rule.identityClaim ?? 'sub' } : {}
  return { ...rule, provider: 'oidc', ...claim }
}

/** The same claims in a token of either mode: rules of functions are about groups and whoever is signed in. */
function callProof({ policy }: LintSubject, { rule, holder }: WrittenRule): Proof | undefined {
  const roles = policy.operations.get(holder)?.roles ?? []
  const role = roles.find((one) => one.rule === rule)
  if (role === undefined || roles.some(({ mode }) => mode === 'oidc')) return undefined
  const claims = role.kind === 'static-group' ? { [role.claim]: [role.group] } : { sub: 'alice' }
  const ask = { operation: 'call', name: holder } as const
  return {
    kind: 'steps',
    steps: [
      { caller: callerOf({ ...role, mode: 'oidc' }, claims), ask, answer: { status: 'refused' } },
      { caller: callerOf(role, claims), ask, answer: { status: 'not called' } },
    ],
  }
}
