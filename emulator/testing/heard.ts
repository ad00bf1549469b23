import type { Events } from '../graphql/events.ts'
import type { DeliveredEvent, OpenSubscription } from '../graphql/subscribe.ts'
import type { FilterGroups } from '../model/subscription-filter.ts'
import type { GraphQLAnswer } from './answer.ts'

/** What is heard, oldest first: `for await (const { data } of subscription)`, or one by one with `next()`. */
export interface Subscription<Data = Record<string, unknown>> extends AsyncIterableIterator<
  GraphQLAnswer<Data>
> {
  /** What the rules and the request let through; undefined: only the arguments select. */
  readonly filter: FilterGroups | undefined
  /** Resolves when the world is quiet and nothing was heard that is not read yet; else rejects and says what came. */
  none(): Promise<void>
  /** Hears nothing more; what was heard up to now can still be read, and then it ends. A reset of the sandbox does the same. */
  close(): void
}

/** The same, before anybody named the shape of its data. */
export interface Heard extends AsyncIterableIterator<DeliveredEvent> {
  readonly filter: FilterGroups | undefined
  none(): Promise<void>
  close(): void
}

type Read = IteratorResult<DeliveredEvent, undefined>

/** Listens for as long as nobody closes it and the sandbox goes on under the same rules. */
export function hear(events: Pick<Events, 'listen' | 'onEnd'>, open: OpenSubscription): Heard {
  const waiting: ((read: Read | Promise<Read>) => void)[] = []
  const unread: Promise<Read>[] = []
  let isClosed = false

  const stops = [
    events.listen((event) => {
      if (!open.hears(event)) return
      const read = open.deliver(event).then((value): Read => ({ done: false, value: sent(value) }))
      const reader = waiting.shift()
      if (reader === undefined) unread.push(read)
      else reader(read)
    }),
    events.onEnd(() => close()),
  ]
  const close = (): void => {
    isClosed = true
    for (const stop of stops.splice(0)) stop()
    for (const reader of waiting.splice(0)) reader(ended)
  }
  const next = (): Promise<Read> =>
    unread.shift() ??
    (isClosed ? Promise.resolve(ended) : new Promise((resolve) => waiting.push(resolve)))
  return {
    next,
    close,
    filter: open.filter ?? undefined,
    none: () => nothingUnread(unread),
    return: () => {
      close()
      unread.length = 0
      return Promise.resolve(ended)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

const ended: Read = { done: true, value: undefined }

async function nothingUnread(unread: readonly Promise<Read>[]): Promise<void> {
  await quiet()
  const [first] = unread
  if (first === undefined) return
  const { value } = await first
  throw new Error(`expected no event, but heard ${unread.length}: ${JSON.stringify(value)}`)
}

/** A mutation tells its subscribers before it answers; one turn of the event loop is for those that nobody awaited. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** As it comes over a wire: plain objects, which compare equal to those that a suite writes. */
function sent(event: DeliveredEvent): DeliveredEvent {
  return JSON.parse(JSON.stringify(event)) as DeliveredEvent
}
