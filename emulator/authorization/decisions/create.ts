import type { Item } from '../../model/item.ts'
import type { WriteRole } from '../../policy/operation-roles.ts'
import type { Decision } from '../decision.ts'
import { deny } from '../decision.ts'
import type { Observe, RoleEvaluation } from '../role-evaluation.ts'

/** May an item be created from this input, and which owner fields does the API fill in (`auth-semantics` §4.1)? */
export function decideCreate(roles: readonly WriteRole[], input: Item, observe: Observe): Decision {
  const { trace, fills } = observeInTurn(roles, input, observe)
  const matching = roles.filter((_, index) => isMatch(trace[index]))
  if (matching.some(({ full }) => full)) return allow(trace, fills)
  const allowed = new Set(matching.flatMap((role) => [...role.allowed]))
  if (allowed.size === 0) return deny('create', trace)

  // What the API fills in itself is not held against the caller.
  const deniedFields = Object.keys(input).filter((key) => !allowed.has(key))
  if (deniedFields.length === 0) return allow(trace, fills)
  return { question: 'create', effect: 'deny', reason: 'fields-not-allowed', trace, deniedFields }
}

/** An absent owner is filled in, for callers that another rule admits too; later roles see the input with it. */
function observeInTurn(
  roles: readonly WriteRole[],
  input: Item,
  observe: Observe,
): { readonly trace: readonly RoleEvaluation[]; readonly fills: Item } {
  const fills: Record<string, unknown> = {}
  const trace: RoleEvaluation[] = []
  for (const { role } of roles) {
    const evaluation = observe(role, { ...input, ...fills })
    if (evaluation.reason === 'fills-owner' && role.kind === 'owner')
      fills[role.field] = evaluation.fills
    trace.push(evaluation)
  }
  return { trace, fills }
}

function allow(trace: readonly RoleEvaluation[], fills: Item): Decision {
  return { question: 'create', effect: 'allow', reason: 'role-granted', trace, fills }
}

function isMatch(evaluation: RoleEvaluation | undefined): boolean {
  return evaluation?.reason === 'granted' || evaluation?.reason === 'fills-owner'
}
