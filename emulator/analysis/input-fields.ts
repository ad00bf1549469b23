import type { Model } from '../model/definition.ts'

/** What the input of create can carry (`data-api.md` §2.3): every field but relations, and `id` where it is implicit. */
export function inputFields({ fields, identifier }: Model): readonly string[] {
  const declared = fields.filter(({ relation }) => relation === undefined).map(({ name }) => name)
  return identifier.includes('id') && !declared.includes('id') ? [...declared, 'id'] : declared
}
