import type { AskedCase, AskedVersion } from '../asked-case.ts'
import { askedVersion } from '../asked-case.ts'
import type { Observation } from '../case.ts'
import type { Identity } from '../../identity/identity.ts'
import { modeOf } from '../../model/rule.ts'
import type { Version } from '../sides.ts'
import type { WrittenRule } from '../written-rules.ts'
import { admittingAll, roleIdsOf, versionWithout } from './rule-variants.ts'

/** What one request says of one rule. */
export type Verdict =
  /** Granted, and only thanks to the rule. */
  | 'decisive'
  /** Granted by the rule, and by others too. */
  | 'redundant'
  /** Granted by others; the rule's claim became the owner. */
  | 'filled'
  /** Refused, and all that kept the caller out is the rule's last condition. */
  | 'nearMiss'
  /** Refused, to a caller who has not even the claim. */
  | 'far'
  /** Nothing. */
  | 'none'

/** A rule, ready to be judged by requests. */
export interface JudgedRule {
  readonly written: WrittenRule
  verdict(one: AskedCase): Verdict
}

/** Prepares a rule: the definition is compiled once without it (`analysis.md` §5.1). */
export function judgeRule(version: Version, whole: AskedVersion, written: WrittenRule): JudgedRule {
  const ids = roleIdsOf(written.rule)
  const without = versionWithout(version, written)
  const parts: Parts = {
    written,
    ids,
    whole,
    without: askedVersion(without),
    open: askedVersion(admittingAll(version, ids)),
    openWithout: askedVersion(admittingAll(without, ids)),
  }
  return {
    written,
    verdict: (one) => (whole.grants(one) ? grantedVerdict(parts, one) : refusedVerdict(parts, one)),
  }
}

interface Parts {
  readonly written: WrittenRule
  readonly ids: ReadonlySet<string>
  readonly whole: AskedVersion
  readonly without: AskedVersion
  /** With the rule's last condition met by everybody of its mode. */
  readonly open: AskedVersion
  readonly openWithout: AskedVersion
}

function grantedVerdict({ written, ids, whole, without }: Parts, one: AskedCase): Verdict {
  // An argument that only this rule gives the operation is the shape of the request, not what comes of it.
  const isOtherShape = without.answer(one)?.isGone === true
  if (!without.grants(isOtherShape ? withoutOwnArgument(written, one) : one)) return 'decisive'
  if (!concerns(written, whole, one)) return 'none'
  const seen = seenBy(ids, whole.answer(one)?.observations ?? [])
  if (seen.some((saw) => saw.startsWith('fills-owner'))) return 'filled'
  return seen.some((saw) => isHeld.test(saw)) ? 'redundant' : 'none'
}

/** One caller may be the owner by a rule of the model and by rules of fields: each speaks of its own fields. */
function concerns({ holder }: WrittenRule, whole: AskedVersion, one: AskedCase): boolean {
  const [, field] = holder.split('.')
  if (one.study === 'delete' || one.study.startsWith('call ')) return true
  const columns = one.wants.flatMap((word) => word.split(' ').slice(1))
  const asked = one.study === 'create' ? Object.keys(one.asked.attributes) : columns
  if (field !== undefined) return asked.includes(field)
  const own = whole.find(one)?.side.policy?.model.fields.filter(({ rules }) => rules.length > 0)
  return (
    asked.length === 0 || asked.some((name) => own?.every((ruled) => ruled.name !== name) ?? true)
  )
}

function refusedVerdict(parts: Parts, one: AskedCase): Verdict {
  const { written, ids, whole, open, openWithout } = parts
  if (!hasCondition(written)) return outsideVerdict(parts, one)
  if (one.asked.identity.mode !== modeOf(written.rule.provider)) return 'none'
  const asked = one.wants.includes('hear') ? one : withoutOwnArgument(written, one)
  if (!open.grants(asked) || openWithout.grants(asked)) return 'none'
  const seen = seenBy(ids, whole.answer(one)?.observations ?? [])
  return seen.every((saw) => saw.startsWith('claim-missing')) ? 'far' : 'nearMiss'
}

/** A rule without a condition asks for nothing but the mode, and of IAM who in it. */
function outsideVerdict({ written, whole, without }: Parts, one: AskedCase): Verdict {
  if (!isRefused(whole, one)) return 'none'
  const meant = { ...one, asked: { ...one.asked, identity: callerOf(written) } }
  return whole.grants(meant) && !without.grants(meant) ? 'nearMiss' : 'none'
}

/** The barest caller whom a rule without a condition admits. */
function callerOf({ rule }: WrittenRule): Identity {
  const mode = modeOf(rule.provider)
  switch (mode) {
    case 'oidc':
    case 'userPool':
      return { mode, issuer: '', claims: {} }
    case 'iam':
      return { mode, principal: rule.strategy === 'public' ? 'guest' : 'authenticated' }
    case 'apiKey':
    case 'lambda':
      return { mode }
  }
}

/** What comes to nothing for whoever asks is no refusal: what is not there, what mutation results leave out. */
function isRefused(whole: AskedVersion, one: AskedCase): boolean {
  const answer = whole.answer(one)
  if (answer === undefined || answer.isGone === true) return false
  const { answer: word = '' } = answer.outcome()
  return !['401', 'null', 'null without error', 'left out'].includes(word)
}

/** To whom everybody is the owner, whoever is asked for as the owner is the caller. */
function withoutOwnArgument({ rule }: WrittenRule, one: AskedCase): AskedCase {
  const name = rule.ownerField ?? 'owner'
  if (!(name in one.asked.given)) return one
  const { [name]: _own, ...given } = one.asked.given
  return { ...one, asked: { ...one.asked, given } }
}

/** Whether more than the mode counts: who owns, or is in a group. */
function hasCondition({ rule }: WrittenRule): boolean {
  return rule.strategy === 'owner' || rule.strategy === 'groups'
}

function seenBy(ids: ReadonlySet<string>, observations: readonly Observation[]): readonly string[] {
  return observations.filter(({ role }) => ids.has(role.id)).map(({ saw }) => saw)
}

const isHeld = /^granted|\bhit\b/
