import { AsyncLocalStorage } from 'node:async_hooks'

/** The line of a suite, e.g. `/app/test/todo.test.ts:12`, whose requests run now. */
const places = new AsyncLocalStorage<string>()

/** Runs requests as those of this line. */
export function askFrom<T>(place: string | undefined, ask: () => T): T {
  return place === undefined ? ask() : places.run(place, ask)
}

/** The line that asks; undefined: nobody in this process, as of a request over HTTP. */
export function askedFrom(): string | undefined {
  return places.getStore()
}
