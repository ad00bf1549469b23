import { messageOf } from '../errors.ts'
import type { DeliveredEvent } from '../graphql/subscribe.ts'

/** The JSON text of what a subscription is told; `key` says which subscriptions are told the same. */
export type PayloadText = (key: string, deliver: () => Promise<DeliveredEvent>) => Promise<string>

/**
 * Renders one event once for each request, however many subscribers sent it: what is delivered depends on the document and
 * its variables alone, since no rule is asked again for an event (`auth-semantics` §4.7).
 */
export function sharePayloads(): PayloadText {
  const texts = new Map<string, Promise<string>>()
  return (key, deliver) => {
    const known = texts.get(key)
    if (known !== undefined) return known
    const text = render(deliver)
    texts.set(key, text)
    return text
  }
}

async function render(deliver: () => Promise<DeliveredEvent>): Promise<string> {
  try {
    return JSON.stringify(await deliver())
  } catch (error) {
    return JSON.stringify({ data: null, errors: [{ message: messageOf(error) }] })
  }
}
