import type { ModelPolicy } from '../../policy/compile-policy.ts'
import type { WriteRole } from '../../policy/operation-roles.ts'

/** Whether callers of this role can create an item in which they send these fields beside those that must be sent. */
export function canCreate(
  { model }: Pick<ModelPolicy, 'model'>,
  { full, allowed }: WriteRole,
  sent: readonly string[],
): boolean {
  if (model.disabled.includes('create')) return false
  // AWS fills in default values before it asks the rules.
  const required = model.fields.filter(
    (field) => field.relation === undefined && (field.required || field.defaultValue !== undefined),
  )
  return full || [...required.map(({ name }) => name), ...sent].every((name) => allowed.has(name))
}
