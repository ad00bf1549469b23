import type { Model } from '../model/definition.ts'
import type { Table } from '../store/store.ts'

/** What the store must know of a model. */
export function tableOf({ name, identifier }: Model): Table {
  return { name, identifier }
}
