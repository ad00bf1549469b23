import type { ModelSummary } from '../wire/definition.ts'

/** A query that lists the first model that can be listed, with its identifier and plain fields. */
export function defaultQuery(models: readonly ModelSummary[]): string {
  const model = models.find(({ lists }) => lists)
  if (!model) return '# The definition has no model that can be listed.\n'

  const names = [...new Set([...model.identifier, ...model.plainFields])]
  const plural = model.pluralName.charAt(0).toUpperCase() + model.pluralName.slice(1)
  const fields = names.map((name) => `      ${name}`).join('\n')
  return `query List${plural} {\n  list${plural} {\n    items {\n${fields}\n    }\n    nextToken\n  }\n}\n`
}
