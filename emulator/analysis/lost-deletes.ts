import type { Role } from '../policy/role.ts'
import { nameText } from './words.ts'
import type { Version } from './sides.ts'

/** A rule that now names `delete` and grants it to nobody, because some field has rules without it. */
export interface LostDelete {
  readonly model: string
  readonly who: string
  /** Fields on which the role does not hold `delete`. */
  readonly fields: readonly string[]
}

/** Of the newer version: `delete` that its rules say and the older one's did not, without effect. */
export function lostDeletes(base: Version, head: Version): readonly LostDelete[] {
  return [...head.policy.models.values()].flatMap(({ model, matrix, partialDelete }) => {
    const before = base.policy.models.get(model.name)?.partialDelete ?? []
    return partialDelete
      .filter((role) => !before.some(({ id }) => id === role.id))
      .map((role) => ({
        model: model.name,
        who: whoIs(role),
        fields: matrix.fields.filter((field) => !matrix.holds(role, 'delete', field)),
      }))
  })
}

function whoIs(role: Role): string {
  switch (role.kind) {
    case 'static-group':
      return `${nameText(role.group)} of ${nameText(role.claim)}`
    case 'owner':
      return `whoever ${nameText(role.field)} names`
    case 'dynamic-group':
      return `groups that ${nameText(role.field)} names`
    case 'private':
      return 'signed-in callers'
    case 'public':
    case 'custom':
      return `callers of mode ${role.mode}`
  }
}
