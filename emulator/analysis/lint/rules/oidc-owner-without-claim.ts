import { ruleText } from '../../../authorization/rule-text.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule } from '../about-rule.ts'
import { admittedBy, callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { missedEnd, ownModels, ownRequests, requestStep } from '../own-requests.ts'
import type { ProofStep } from '../proof.ts'

/** An owner rule for OIDC that reads `sub::username`, which tokens of OIDC do not have (`auth-semantics` case 47). */
export const oidcOwnerWithoutClaim: LintRule = {
  id: 'oidc-owner-without-claim',
  severity: 'error',
  kind: 'narrower',
  title: 'An OIDC owner rule without .identityClaim() matches nobody',
  help: "The owner is `sub::username` unless `.identityClaim()` says otherwise, for OIDC too. Only Cognito's tokens have a `username`: with those of another issuer the rule refuses everybody, and lists are empty. Name a claim that your tokens have, for example `.identityClaim('sub')`.",
  find: (subject) =>
    hasUsername(subject)
      ? []
      : ownModels(subject).flatMap((policy) =>
          policy.matrix.roles.filter(isMeant).flatMap((role) => findingOf(policy, role)),
        ),
}

/** The project's own personas say what its tokens have. */
function hasUsername({ callers }: LintSubject): boolean {
  return callers.some(
    ({ identity }) =>
      identity.mode === 'oidc' &&
      ('username' in identity.claims || 'cognito:username' in identity.claims),
  )
}

function isMeant({ kind, mode, rule }: Role): boolean {
  return kind === 'owner' && mode === 'oidc' && rule.identityClaim === undefined
}

function findingOf(policy: ModelPolicy, role: Role): readonly Finding[] {
  const steps = stepsOf(policy, role)
  if (steps.length === 0) return []
  const { rule } = role
  return [
    {
      message: `${ruleText(rule)} looks for the claims "sub" and "username", and OIDC tokens have no "username": it admits nobody`,
      fix: `name a claim that your tokens have: ${ruleText({ ...rule, identityClaim: 'sub' })}`,
      about: policy.model.name,
      ...atRule(rule),
      proof: { kind: 'steps', steps },
    },
  ]
}

/** The same request with and without a `username`. */
function stepsOf(policy: ModelPolicy, role: Role): readonly ProofStep[] {
  const [request] = ownRequests(policy, role)
  const admitted = admittedBy(role)
  const caller = callerOf(role, { sub: 'alice' })
  if (request === undefined) return unfilledSteps(policy, role)
  return [
    requestStep(policy, request, { ...admitted, caller, end: missedEnd(request) }),
    requestStep(policy, request, { ...admitted, end: 'ok' }),
  ]
}

/** Where everybody may create, the rule would still fill in the owner. */
function unfilledSteps({ model, create }: ModelPolicy, role: Role): readonly ProofStep[] {
  if (role.kind !== 'owner' || model.disabled.includes('create')) return []
  if (!create.some((one) => one.role.id === role.id)) return []
  return [
    {
      caller: callerOf(role, { sub: 'alice' }),
      ask: { operation: 'create', model: model.name, input: {}, fields: [role.field] },
      answer: { status: 'ok', shows: { [role.field]: null } },
    },
  ]
}
