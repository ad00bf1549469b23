import type { Model } from '../model/definition.ts'
import type { Version } from './sides.ts'

/** Of models that one version lacks, those that look like one that the other lacks; nothing is guessed where it is not plain. */
export function likelyRenames(
  base: Version,
  head: Version,
): readonly { readonly from: string; readonly to: string }[] {
  const removed = missingIn(head, base)
  const added = missingIn(base, head)
  return removed.flatMap((from) => {
    const alike = added.filter((to) => shapeOf(from) === shapeOf(to))
    const others = removed.filter((other) => shapeOf(other) === shapeOf(from))
    const [to] = alike
    return to !== undefined && alike.length === 1 && others.length === 1
      ? [{ from: from.name, to: to.name }]
      : []
  })
}

function missingIn({ policy }: Version, { definition }: Version): readonly Model[] {
  return definition.models.filter(({ name }) => !policy.models.has(name))
}

function shapeOf({ fields, rules }: Model): string {
  const plain = (rule: Model['rules'][number]): object => ({ ...rule, place: undefined })
  return JSON.stringify([
    fields.map((field) => [field.name, field.type, field.list, field.rules.map(plain)]),
    rules.map(plain),
  ])
}
