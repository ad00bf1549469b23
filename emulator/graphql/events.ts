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
  /** Ends what was accepted so far, because the rules or the items are others now; who wants to go on asks again. */
  end(reason: string): void
  /** Told of every end, with its reason; returns how to stop. */
  onEnd(ended: (reason: string) => void): () => void
}

export function createEvents(): Events {
  const hearers = createListeners<MutationEvent>()
  const enders = createListeners<string>()
  return {
    publish: hearers.tell,
    listen: hearers.add,
    end: enders.tell,
    onEnd: enders.add,
  }
}

interface Listeners<T> {
  readonly tell: (value: T) => void
  readonly add: (listener: (value: T) => void) => () => void
}

function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    tell: (value) => {
      for (const listener of listeners) listener(value)
    },
    add: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
