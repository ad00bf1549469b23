import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe, RoleEvaluation } from '../role-evaluation.ts'

/** May the caller subscribe, and to which events (`auth-semantics` §4.7)? Asked once, when the subscription starts. */
export function decideListen(
  roles: readonly Role[],
  observe: Observe,
  hasClientFilter: boolean,
): Decision {
  const trace = roles.map((role) => observe(role))
  const isAdmitted = trace.some(({ role, reason }) => reason === 'granted' && role.kind !== 'owner')
  const asked = isAdmitted ? undefined : trace.find(asksForOwner)
  if (asked?.reason === 'not-the-owner') {
    return { question: 'listen', effect: 'deny', reason: 'another-owner-asked-for', trace }
  }

  const terms = trace.flatMap((evaluation) => evaluation.terms ?? [])
  // AppSync matches the argument itself, so nothing is imposed beside it unless there is more to say.
  if (asked !== undefined && terms.length === 1 && !hasClientFilter) {
    return { question: 'listen', effect: 'allow', reason: 'owner-argument', trace }
  }
  if (isAdmitted) return { question: 'listen', effect: 'allow', reason: 'role-granted', trace }
  if (terms.length === 0) return deny('listen', trace)
  return {
    question: 'listen',
    effect: 'conditional',
    reason: 'items-that-match',
    trace,
    filter: { or: terms },
  }
}

/** The first owner argument decides; those behind a valid one are not looked at. Only owner roles have arguments. */
function asksForOwner({ reason }: RoleEvaluation): boolean {
  return reason === 'granted' || reason === 'not-the-owner'
}
