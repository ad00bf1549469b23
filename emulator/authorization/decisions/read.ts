import type { Filter } from '../../model/filter.ts'
import { isItemRole } from '../../policy/role.ts'
import type { Role } from '../../policy/role.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe } from '../role-evaluation.ts'

/** What is queried, and how. */
export interface AskedRead {
  readonly question: 'get' | 'list' | 'index'
  readonly roles: readonly Role[]
  /** Names of the partition key and the sort key of the table or index; a key of several fields counts for none of them. */
  readonly keyAttributes: readonly string[]
  /** Whether the partition key was given; an index query always has it. */
  readonly partitionGiven: boolean
  /** Looks at the request as a role that is about other attributes. */
  readonly observe: Observe
  /** Looks at the request as a role whose field is a key attribute. */
  readonly observeKey: Observe
}

/**
 * Which items may be read? All, those that a filter matches, those of a key, or none (`auth-semantics` §4.4 to §4.6). Owner
 * and group roles give a filter without looking at any item: a caller whose claim matches nothing gets an empty list, not a
 * denial.
 */
export function decideRead(read: AskedRead): Decision {
  const { question, roles, keyAttributes, observe, observeKey } = read
  const isKeyed = (role: Role): boolean => isItemRole(role) && keyAttributes.includes(role.field)
  const trace = roles.map((role) => (isKeyed(role) ? observeKey(role) : observe(role)))
  const granted = trace.find(({ reason }) => reason === 'granted')
  if (granted !== undefined) {
    return {
      question,
      effect: 'allow',
      reason: isKeyed(granted.role) ? 'key-argument' : 'role-granted',
      trace,
    }
  }

  const terms = trace.flatMap((evaluation) => evaluation.terms ?? [])
  const imposed = trace.flatMap(({ key = {} }) => Object.entries(key))
  if (terms.length === 0 && imposed.length === 0) return deny(question, trace)
  if (question !== 'index' && !read.partitionGiven) {
    return conditional(question, trace, [...terms, ...imposed.map(keyTerm)])
  }
  // Where another role gives a filter, the key is forgotten, and with it the caller's own items: AWS's slip, kept.
  if (terms.length > 0) return conditional(question, trace, terms)
  return {
    question,
    effect: 'allow',
    reason: 'key-argument',
    trace,
    keys: Object.fromEntries(imposed.map(([name, value]) => [name, lastOf(value)])),
  }
}

function conditional(
  question: AskedRead['question'],
  trace: Decision['trace'],
  terms: readonly Filter[],
): Decision {
  return {
    question,
    effect: 'conditional',
    reason: 'items-that-match',
    trace,
    filter: { or: terms },
  }
}

function keyTerm([name, value]: readonly [string, unknown]): Filter {
  return { [name]: { [Array.isArray(value) ? 'in' : 'eq']: value } }
}

/** Of several values the last, which is the whole one. */
function lastOf(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value
}
