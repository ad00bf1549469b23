import { createHash } from 'node:crypto'

import pluralize from 'pluralize'

import type { GeneratedOperation } from '../../model/definition.ts'

/** `todo` → `Todo`: only the first letter changes. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** The root field that AWS generates for an operation of a model, e.g. `listTodos` (`data-api` §2.1). */
export function rootFieldName(operation: GeneratedOperation, model: string): string {
  if (operation === 'list') return `list${capitalised(pluralize(model))}`
  const name = `${operation}${capitalised(model)}`
  return operation.startsWith('on') ? shortened(name) : name
}

/** Subscriptions have at most 50 characters; AWS cuts longer ones and adds five digits of their MD5. */
function shortened(name: string): string {
  if (name.length <= 50) return name
  return name.slice(0, 45) + createHash('md5').update(name).digest('hex').slice(0, 5)
}

/** The plural by which clients know a model: `Todos`. */
export function pluralName(model: string): string {
  return capitalised(pluralize(model))
}

export const connectionName = (model: string): string => `Model${capitalised(model)}Connection`
export const filterName = (model: string): string => `Model${capitalised(model)}FilterInput`
export const conditionName = (model: string): string => `Model${capitalised(model)}ConditionInput`
export const subscriptionFilterName = (model: string): string =>
  `ModelSubscription${capitalised(model)}FilterInput`
export const inputName = (operation: 'create' | 'update' | 'delete', model: string): string =>
  `${capitalised(operation)}${capitalised(model)}Input`
export const customInputName = (type: string): string => `${capitalised(type)}Input`

/**
 * Index queries and relations write the model's name as it is, so a model called `child` has two connections and two
 * filters: a slip of AWS's, kept.
 */
export const plainConnectionName = (model: string): string => `Model${model}Connection`
export const plainFilterName = (model: string): string => `Model${model}FilterInput`

/** The argument about sort keys: `at`, or `regionNumber` of several; undefined without any (`data-api` §2.6). */
export function sortArgument(sortKeys: readonly string[]): string | undefined {
  const [first, ...others] = sortKeys
  if (first === undefined || others.length === 0) return first
  return [first.charAt(0).toLowerCase() + first.slice(1), ...others.map(capitalised)].join('')
}
