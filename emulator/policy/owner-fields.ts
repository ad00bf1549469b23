import { claimParts } from './role.ts'
import type { AccessMatrix } from './access-matrix.ts'

/** A field that owner rules name. */
export interface OwnerField {
  readonly name: string
  /** Whether the developer declared it; otherwise AWS adds a nullable `String` to the type, never to the inputs. */
  readonly declared: boolean
  /** Whether the API returns only what stands after the last `::` (`auth-semantics` §2.7): for claims of several parts. */
  readonly returnsLastPart: boolean
}

/** The owner fields of a model, in rule order. */
export function ownerFields(matrix: AccessMatrix): readonly OwnerField[] {
  const found = new Map<string, OwnerField>()
  for (const role of matrix.roles) {
    if (role.kind !== 'owner') continue
    const before = found.get(role.field)
    const severalParts = claimParts(role.claim).length > 1
    found.set(role.field, {
      name: role.field,
      declared: matrix.fields.includes(role.field),
      returnsLastPart: severalParts || (before?.returnsLastPart ?? false),
    })
  }
  return [...found.values()]
}
