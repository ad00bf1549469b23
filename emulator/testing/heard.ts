import type { Events } from '../graphql/events.ts'
import type { DeliveredEvent, OpenSubscription } from '../graphql/subscribe.ts'

/** What a subscription hears, to be read one by one. */
export interface Heard extends AsyncIterableIterator<DeliveredEvent> {
  /** Hears nothing more; what was heard up to now can still be read. */
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

/** As it comes over a wire: plain objects, which compare equal to those that a suite writes. */
function sent(event: DeliveredEvent): DeliveredEvent {
  return JSON.parse(JSON.stringify(event)) as DeliveredEvent
}
