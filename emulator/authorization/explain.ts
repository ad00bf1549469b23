import type { Place } from '../model/definition.ts'
import type { Filter } from '../model/filter.ts'
import type { Item } from '../model/item.ts'
import { isItemRole } from '../policy/role.ts'
import type { ItemRole, Role } from '../policy/role.ts'
import type { Decision, DecisionReason } from './decision.ts'
import { quirksOf } from './quirks.ts'
import type { NamedQuirk } from './quirks.ts'
import type { Reason, RoleEvaluation } from './role-evaluation.ts'
import { ruleText } from './rule-text.ts'

/** A decision in words: JSON that people and programs read. */
export interface Explanation {
  readonly question: Decision['question']
  readonly effect: Decision['effect']
  readonly reason: DecisionReason
  /** The reason as a sentence. */
  readonly because: string
  /** Every rule that took part, in the order in which it was tried. */
  readonly rules: readonly ExplainedRule[]
  /** For a denial: what would have been enough, each by itself. */
  readonly wouldGrant?: readonly string[]
  /** What AWS does here that surprises. */
  readonly quirks?: readonly NamedQuirk[]
  readonly filter?: Filter
  readonly keys?: Item
  readonly fills?: Item
  readonly deniedFields?: readonly string[]
}

/** One rule of a decision. */
export interface ExplainedRule {
  /** As the developer writes it. */
  readonly rule: string
  readonly place?: Place
  readonly reason: Reason
  /** What it looked at and what came of it, in words. */
  readonly because: string
}

/** Puts a decision into words; costs nothing unless it is called. */
export function explainDecision(decision: Decision): Explanation {
  const { question, effect, reason, trace, filter, keys, fills, deniedFields } = decision
  const quirks = quirksOf(decision)
  return {
    question,
    effect,
    reason,
    because: decisionSentences[reason](decision),
    rules: trace.map(explainRule),
    ...(reason === 'no-role-matches' ? { wouldGrant: trace.flatMap(wouldGrant) } : {}),
    ...(quirks.length === 0 ? {} : { quirks }),
    ...(filter === undefined ? {} : { filter }),
    ...(keys === undefined ? {} : { keys }),
    ...(fills === undefined || Object.keys(fills).length === 0 ? {} : { fills }),
    ...(deniedFields === undefined ? {} : { deniedFields }),
  }
}

/** Why, by reason. */
const decisionSentences: Readonly<Record<DecisionReason, (decision: Decision) => string>> = {
  'role-granted': () => 'a rule admits the caller',
  'items-that-match': () => 'the caller sees the items that match the filter, and no others',
  'iam-principal': () => 'an IAM principal outside Cognito passes every rule',
  'no-role-matches': () => 'no rule admits the caller',
  'no-role-for-operation': () => 'no rule for this kind of credentials holds the operation',
  'fields-not-allowed': ({ deniedFields = [] }) =>
    `the rules that admit the caller do not cover ${deniedFields.join(', ')}`,
  'mode-not-allowed': () => 'no rule is for this kind of credentials',
  'null-in-mutation-result': () =>
    'the caller may read it, but in mutation results it is null: subscribers receive them',
  'left-out-of-mutation-result': () =>
    'the caller may read it, but mutation results leave it out: subscribers receive them',
  'key-argument': () => "the key that is asked for is the caller's own",
  'relation-key-bypass': () =>
    "the related model's owner is its key, which AWS does not check through a relation: any caller with the claim passes",
  'owner-argument': () => "the subscription asks for the caller's own items",
  'another-owner-asked-for': () => 'the subscription asks for the items of another owner',
}

function explainRule(evaluation: RoleEvaluation): ExplainedRule {
  const { role, reason } = evaluation
  const { place } = role.rule
  return {
    rule: ruleText(role.rule),
    ...(place === undefined ? {} : { place }),
    reason,
    because: roleSentences[reason](evaluation),
  }
}

/** What a role looked at and what came of it, by reason. */
const roleSentences: Readonly<Record<Reason, (evaluation: RoleEvaluation) => string>> = {
  granted: grantedSentence,
  'fills-owner': (evaluation) =>
    `${fieldOf(evaluation)} was not sent, so it becomes ${shown(evaluation.fills)}`,
  'imposes-filter': ({ terms }) => `only items that match ${shown(terms)}`,
  'imposes-key': ({ key }) => `the key becomes ${shown(key)}`,
  'other-mode': ({ role }) => `the rule is for ${role.provider}, the request is not`,
  'claim-missing': (evaluation) => `the token has no usable ${claimOf(evaluation)}`,
  'not-the-owner': comparison,
  'owner-is-null': (evaluation) => `${fieldOf(evaluation)} was sent as null, which names nobody`,
  'not-in-group': (evaluation) => `${claimed(evaluation)}, without ${groupOf(evaluation.role)}`,
  'not-in-item-groups': comparison,
  'not-every-field': () => 'the rule allows delete on some fields only, which deletes nothing',
  'not-this-principal': () => 'the rule is for another kind of identity pool user',
}

function grantedSentence(evaluation: RoleEvaluation): string {
  const { role } = evaluation
  if (isItemRole(role)) return comparison(evaluation)
  if (role.kind === 'static-group') return `${claimed(evaluation)}, which contains ${groupOf(role)}`
  return `any ${role.provider} caller`
}

function comparison(evaluation: RoleEvaluation): string {
  const { compared } = evaluation
  return `${fieldOf(evaluation)} is ${shown(compared?.value)}, ${claimed(evaluation)}`
}

function claimed(evaluation: RoleEvaluation): string {
  return `${claimOf(evaluation)} is ${shown(evaluation.claim?.value)}`
}

function fieldOf({ compared }: RoleEvaluation): string {
  return compared?.field ?? 'the field'
}

function claimOf({ claim }: RoleEvaluation): string {
  return claim?.name ?? 'the claim'
}

function groupOf(role: Role): string {
  return shown(Reflect.get(role, 'group'))
}

/** What would have made this rule admit the caller. */
function wouldGrant(evaluation: RoleEvaluation): readonly string[] {
  const { role, reason } = evaluation
  if (reason === 'other-mode') return [`would pass with ${role.provider} credentials`]
  if (reason === 'not-every-field') return []
  if (role.kind === 'static-group')
    return [`would pass if ${role.claim} contained ${shown(role.group)}`]
  return isItemRole(role) ? wouldHoldItem(role, evaluation) : []
}

function wouldHoldItem(
  role: ItemRole,
  { reason, claim, compared }: RoleEvaluation,
): readonly string[] {
  const held = compared?.value
  const isNamed = namesSomebody(held)
  if (reason === 'claim-missing')
    return [`would pass if the token had ${role.claim}${isNamed ? ` ${oneOf(held)}` : ''}`]
  if (compared === undefined) return []
  return [
    `would pass if ${role.field} ${role.list ? 'contained' : 'were'} ${oneOf(claim?.value)}`,
    ...(role.kind === 'owner' && isNamed
      ? [`would pass if ${role.claim} were ${oneOf(held)}`]
      : []),
  ]
}

/** A condition on a key, such as `beginsWith`, names nobody. */
function namesSomebody(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== undefined && typeof value !== 'object'
}

function oneOf(value: unknown): string {
  return Array.isArray(value) ? `one of ${shown(value)}` : shown(value)
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
