import pluralize from 'pluralize'

import type { GeneratedOperation } from '../../model/definition.ts'

/** `todo` → `Todo`: only the first letter changes. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** The root field that AWS generates for an operation of a model, e.g. `listTodos` (`data-api` §2.1). */
export function rootFieldName(operation: GeneratedOperation, model: string): string {
  if (operation === 'list') return `list${capitalised(pluralize(model))}`
  return `${operation}${capitalised(model)}`
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
