import type { Item } from '../../model/item.ts'
import type { WriteRole } from '../../policy/operation-roles.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe } from '../role-evaluation.ts'

/** May the stored item be changed by this input? Only what is stored counts, never what is sent (`auth-semantics` §4.2). */
export function decideUpdate(roles: readonly WriteRole[], input: Item, observe: Observe): Decision {
  const trace = roles.map(({ role }) => observe(role))
  const matching = roles.filter((_, index) => trace[index]?.reason === 'granted')
  if (matching.some(({ full }) => full))
    return { question: 'update', effect: 'allow', reason: 'role-granted', trace }

  if (matching.length === 0) return deny('update', trace)

  const allowed = union(matching.map((role) => role.allowed))
  const nullAllowed = union(matching.map((role) => role.nullAllowed))
  // Null removes the attribute, which takes `delete` on the field beside `update`; AWS's resolver looks for such nulls first.
  const keys = Object.keys(input)
  const deniedNulls = keys.filter((key) => input[key] === null && !nullAllowed.has(key))
  const deniedFields = [...new Set([...deniedNulls, ...keys.filter((key) => !allowed.has(key))])]
  if (deniedFields.length === 0)
    return { question: 'update', effect: 'allow', reason: 'role-granted', trace }
  return {
    question: 'update',
    effect: 'deny',
    reason: 'fields-not-allowed',
    trace,
    deniedFields,
    deniedNulls,
  }
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]))
}
