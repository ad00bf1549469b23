import { compilePolicy } from '../../policy/compile-policy.ts'
import { findRefusals } from '../../policy/refusals.ts'
import type { Rule } from '../../model/rule.ts'
import { diffAccess } from '../access-diff.ts'
import { witnessOf } from '../witness.ts'
import type { Witness } from '../witness.ts'
import { withRules } from '../written-rules.ts'
import type { LintSubject } from './lint-subject.ts'
import type { Proof } from './proof.ts'

/** Rules of one holder as they may have been meant, and what that is in words: `with 'oidc'`. */
interface Meant {
  readonly holder: string
  readonly change: (rules: readonly Rule[]) => readonly Rule[]
  readonly other: string
}

/** Requests that are refused, and would be granted if the rules were as they may have been meant; undefined where none would. */
export function wouldGain(
  subject: LintSubject,
  { holder, change, other }: Meant,
): Proof | undefined {
  const definition = withRules(subject.definition, holder, change)
  // What AWS would not deploy is no way out.
  if (findRefusals(definition).length > 0) return undefined
  const meant = { definition, policy: compilePolicy(definition) }
  const gained = new Map<string, Witness>()
  for (const one of diffAccess(subject, meant).changes) {
    if (gained.size === shown) break
    if (one.change !== 'gained' || one.study.name === 'listen' || gained.has(one.study.name))
      continue
    const witness = witnessOf(one, [])
    if (witness !== undefined) gained.set(one.study.name, witness)
  }
  if (gained.size === 0) return undefined
  return { kind: 'compared', versions: [subject, meant], witnesses: [...gained.values()], other }
}

/** How many requests make the point. */
const shown = 2
