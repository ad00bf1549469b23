import type { AskedRead } from '../../authorization/decisions/read.ts'
import { evaluateForKey } from '../../authorization/evaluate-key.ts'
import { evaluateForRead } from '../../authorization/evaluate-role.ts'
import type { Identity } from '../../identity/identity.ts'
import type { Item } from '../../model/item.ts'
import { isItemRole } from '../../policy/role.ts'

/** How a read looks at a request with these arguments: as roles that are about key attributes, and as all others. */
export function readObservers(
  identity: Identity,
  given: Item,
): Pick<AskedRead, 'observe' | 'observeKey'> {
  return {
    observe: (role) => evaluateForRead(role, identity),
    observeKey: (role) =>
      evaluateForKey(role, identity, isItemRole(role) ? given[role.field] : undefined),
  }
}
