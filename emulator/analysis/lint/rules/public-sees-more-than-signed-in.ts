import { ruleText } from '../../../authorization/rule-text.ts'
import { tokenModes } from '../../../model/modes.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import type { Role } from '../../../policy/role.ts'
import { atRule, related } from '../about-rule.ts'
import { broadRole } from '../broad-role.ts'
import { exampleKey } from '../example-values.ts'
import { admittedBy, callerOf } from '../granted-by.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { ProofStep } from '../proof.ts'

/** Signing in takes rights away, as rules for guests and API keys admit nobody else. */
export const publicSeesMore: LintRule = {
  id: 'public-sees-more-than-signed-in',
  severity: 'warning',
  kind: 'wider',
  title: 'Who signs in sees less than who does not',
  help: 'A rule admits callers of its own mode only: with a token, neither `allow.guest()` nor `allow.publicApiKey()` counts. Where everybody may read, those who are signed in need a rule that says so.',
  find: ({ policy }) => [...policy.models.values()].flatMap(findIn),
}

function findIn(policy: ModelPolicy): readonly Finding[] {
  const { list, model } = policy
  if (model.disabled.includes('list')) return []
  // Credentials of the identity pool are handed to those who sign in, too.
  const open = list.filter((role) => role.kind === 'public' && broadRole(list, role) === undefined)
  // Whose pages ask with a token: some rule is for them, and it shows them less.
  const signedIn = list.find(
    (role) => tokenModes.some((mode) => mode === role.mode) && role.kind !== 'private',
  )
  if (signedIn === undefined || tokenModes.some((mode) => broadRole(list, { mode }))) return []
  return open.map((role) => findingOf(policy, role, signedIn))
}

function findingOf({ model }: ModelPolicy, open: Role, signedIn: Role): Finding {
  const who = open.mode === 'apiKey' ? 'whoever has the API key' : 'guests'
  const { rule } = open
  const everybody = ruleText({
    strategy: 'private',
    provider: signedIn.provider,
    operations: ['read'],
  })
  return {
    message: `${ruleText(rule)} shows ${who} every ${model.name}; who signs in sees only those to which ${ruleText(signedIn.rule)} admits`,
    fix: `add ${everybody}`,
    about: model.name,
    ...atRule(rule),
    related: related(signedIn.rule, 'is all that counts with a token'),
    proof: { kind: 'steps', steps: stepsOf(model, open, signedIn) },
  }
}

function stepsOf(model: ModelPolicy['model'], open: Role, signedIn: Role): readonly ProofStep[] {
  const { attributes } = admittedBy(signedIn, 'bob')
  const item = { ...exampleKey(model, attributes), ...attributes }
  const row = exampleKey(model, item)
  const stored = { [model.name]: [item] }
  const ask = { operation: 'list', model: model.name } as const
  const isGroup = signedIn.kind === 'static-group'
  const caller = isGroup ? callerOf(signedIn, {}) : admittedBy(signedIn, 'alice').caller
  return [
    { caller: callerOf(open, {}), stored, ask, answer: { status: 'ok', rows: [row] } },
    { caller, stored, ask, answer: isGroup ? { status: 'refused' } : { status: 'ok', rows: [] } },
  ]
}
