import type { Definition, Model } from '../../model/definition.ts'
import { rolesOfRule } from '../role.ts'
import { refuseRule } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** Two rules of a model never name the same role, whatever their operations; on a field the last one wins (`auth-semantics` §2.2). */
export function repeatedRoles({ models }: Definition): readonly Refusal[] {
  return models.flatMap(repeatedRolesOf)
}

function repeatedRolesOf({ name, rules }: Model): readonly Refusal[] {
  const roles = rules.flatMap((rule) => rolesOfRule(rule, () => false))
  const ids = roles.map(({ id }) => id)
  return roles
    .filter(({ id }, index) => ids.indexOf(id) < index)
    .map(({ id, rule }) => refuseRule(rule, name, `@auth ${name}:${id} already exists for ${name}`))
}
