import type { Item } from '../model/item.ts'

/** What a mutation answered, by the names of its fields. */
export interface MutationEvent {
  /** e.g. `createTodo`. */
  readonly mutation: string
  readonly payload: Item
}

/** Where mutations tell and subscriptions hear; one for each world. */
export interface Events {
  publish(event: MutationEvent): void
  /** Hears every event from now on; returns how to stop. */
  listen(hear: (event: MutationEvent) => void): () => void
}

export function createEvents(): Events {
  const listeners = new Set<(event: MutationEvent) => void>()
  return {
    publish: (event) => {
      for (const hear of listeners) hear(event)
    },
    listen: (hear) => {
      listeners.add(hear)
      return () => {
        listeners.delete(hear)
      }
    },
  }
}
