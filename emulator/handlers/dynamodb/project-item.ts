import { isObject } from '../../model/is-object.ts'
import type { Item } from '../../model/item.ts'
import { valueAt } from './document-path.ts'
import type { DocumentPath } from './document-path.ts'

/** What a projection shows of an item: the named places only, list elements without gaps. */
export function projectItem(item: Item, paths: readonly DocumentPath[]): Item {
  const found = paths.filter((path) => valueAt(item, path) !== undefined)
  const shown = project(item, found)
  return isObject(shown) ? shown : {}
}

function project(value: unknown, paths: readonly DocumentPath[]): unknown {
  if (paths.some((path) => path.length === 0)) return value
  const steps = [...new Set(paths.map(([step]) => step))].filter((step) => step !== undefined)
  const inner = (step: string | number): readonly DocumentPath[] =>
    paths.filter(([first]) => first === step).map((path) => path.slice(1))
  if (Array.isArray(value)) {
    const positions = steps.filter((step) => typeof step === 'number').toSorted((a, b) => a - b)
    return positions.map((step) => project(value[step], inner(step)))
  }
  if (!isObject(value)) return value
  return Object.fromEntries(steps.map((step) => [step, project(value[step], inner(step))]))
}
