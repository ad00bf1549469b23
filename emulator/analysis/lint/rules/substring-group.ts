import { ruleText } from '../../../authorization/rule-text.ts'
import { modeOf } from '../../../model/rule.ts'
import type { Rule } from '../../../model/rule.ts'
import { predictedWord } from '../../answer-word.ts'
import { witnessOf } from '../../witness.ts'
import type { Witness } from '../../witness.ts'
import type { WrittenRule } from '../../written-rules.ts'
import { atRule, related } from '../about-rule.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import type { Proof } from '../proof.ts'

/** In a claim that is a text, groups are searched as a part of it (`auth-semantics` §3.2, case 26). */
export const substringGroup: LintRule = {
  id: 'substring-group',
  severity: 'warning',
  kind: 'wider',
  title: 'A group claim that is a text is searched, not compared',
  help: 'Of a list, AWS looks for the element; of a text, for a part of it: `SuperModerators` passes for `Moderator`. Have the issuer send a list, and name groups so that none is part of another. Nothing is said where the personas of the project have the claim as a list, unless names lie inside each other.',
  find: (subject) => {
    const claims = new Map<string, WrittenRule[]>()
    for (const written of subject.rules.filter(({ rule }) => isSearched(rule))) {
      const key = JSON.stringify([modeOf(written.rule.provider), claimOf(written.rule)])
      claims.set(key, [...(claims.get(key) ?? []), written])
    }
    return [...claims.values()].flatMap((rules) => findingsOf(subject, rules))
  },
}

/** Cognito sends its own claim as a list, always. */
function isSearched(rule: Rule): boolean {
  const isCognitos = rule.provider === 'userPools' && claimOf(rule) === 'cognito:groups'
  return rule.groups !== undefined && rule.operations?.length !== 0 && !isCognitos
}

function claimOf({ groupClaim = 'cognito:groups' }: Rule): string {
  return groupClaim
}

/** One for each group that lies inside another's name; where none does, one for the claim. */
function findingsOf(subject: LintSubject, rules: readonly WrittenRule[]): readonly Finding[] {
  const sent = sentValues(subject, rules)
  const isList = sent.length > 0 && sent.every((value) => Array.isArray(value))
  const names = [
    ...new Set([...rules.flatMap(({ rule }) => rule.groups ?? []), ...sent.flat().map(String)]),
  ]
  const groups = [...new Set(rules.flatMap(({ rule }) => rule.groups ?? []))]
  const inside = groups.flatMap((group) => {
    const longer = names.find((name) => name !== group && name.includes(group))
    return longer === undefined ? [] : [{ group, longer, isList }]
  })
  const told = inside.flatMap((lookalike) => firstFinding(subject, rules, lookalike))
  if (told.length > 0 || isList) return told
  for (const group of groups) {
    const found = firstFinding(subject, rules, { group, longer: undefined, isList })
    if (found.length > 0) return found
  }
  return []
}

/** What people whom the project knows have in the claim. */
function sentValues({ callers }: LintSubject, [first]: readonly WrittenRule[]): readonly unknown[] {
  if (first === undefined) return []
  return callers.flatMap(({ identity }) => {
    if (!('claims' in identity) || identity.mode !== modeOf(first.rule.provider)) return []
    return 'claims' in identity && claimOf(first.rule) in identity.claims
      ? [identity.claims[claimOf(first.rule)]]
      : []
  })
}

interface Lookalike {
  readonly group: string
  /** A name that is in use and contains the group's; undefined: none is. */
  readonly longer: string | undefined
  /** Whether everybody known has the claim as a list. */
  readonly isList: boolean
}

/** At the first rule for the group that decides something: the others are told with it. */
function firstFinding(
  subject: LintSubject,
  rules: readonly WrittenRule[],
  { group, longer, isList }: Lookalike,
): readonly Finding[] {
  const naming = rules.filter(({ rule }) => rule.groups?.includes(group))
  const sent = longer ?? `Not${group}`
  for (const written of naming) {
    const proof = proofOf(subject, written, { group, sent })
    if (proof === undefined) continue
    const { rule, holder } = written
    const certain = longer === undefined || isList ? {} : { severity: 'error' as const }
    return [
      {
        ...certain,
        message: `${ruleText(rule)} searches ${claimOf(rule)} where it is a text: "${sent}" passes for "${group}"`,
        fix: `have the issuer send ${claimOf(rule)} as a list${longer === undefined ? '' : `, and rename "${group}" or "${longer}" so that neither is part of the other`}`,
        about: holder,
        ...atRule(rule),
        related: naming
          .filter((one) => one !== written)
          .flatMap((one) => related(one.rule, `searches it, too (${one.holder})`)),
        proof,
      },
    ]
  }
  return []
}

interface Sent {
  readonly group: string
  /** What the claim holds instead of a list with the group. */
  readonly sent: string
}

/** A request that the rule alone lets through, with a claim that is a text. */
function proofOf(subject: LintSubject, written: WrittenRule, sent: Sent): Proof | undefined {
  const { rule, holder } = written
  const without = subject.without(written)
  if (!without.decides) return undefined
  const lost = without.diff.changes.filter(({ change }) => change === 'lost')
  const called = lost.some(({ subject: { kind } }) => kind === 'operation')
  const claims = { [claimOf(rule)]: sent.sent }
  const mode = modeOf(rule.provider)
  if (called && (mode === 'oidc' || mode === 'userPool'))
    return {
      kind: 'steps',
      steps: [
        {
          caller: { mode, claims },
          ask: { operation: 'call', name: holder },
          answer: { status: 'not called' },
        },
        {
          caller: { mode, claims: { [claimOf(rule)]: 'X' } },
          ask: { operation: 'call', name: holder },
          answer: { status: 'refused' },
        },
      ],
    }
  for (const change of lost) {
    const witness = witnessOf(change, [])
    const spelled = witness === undefined ? undefined : asText(witness, claims)
    if (spelled === undefined) continue
    return {
      kind: 'compared',
      versions: [subject, without.version],
      witnesses: [spelled],
      other: rule.place === undefined ? 'without it' : `without line ${rule.place.line}`,
    }
  }
  return undefined
}

/** The same request with a text in the claim, if it is answered alike. */
function asText(witness: Witness, claims: Readonly<Record<string, unknown>>): Witness | undefined {
  const { asked, subject, study, capability } = witness
  const { identity } = asked
  if (!('claims' in identity)) return undefined
  const spelled = { ...asked, identity: { ...identity, claims: { ...identity.claims, ...claims } } }
  const words = subject.sides.map((side) =>
    predictedWord(study, side, { asked: spelled, capability }),
  )
  return words.join() === witness.predicted.join() ? { ...witness, asked: spelled } : undefined
}
