import type { OpenSubscription } from '../graphql/subscribe.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import { startSubscription } from '../realtime/start-subscription.ts'
import { realtimeOf } from '../realtime-of-world.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'

/** Asks a world for a subscription as a `start` message does; without one it was refused. */
export async function subscribeIn(
  world: World,
  headers: Readonly<Record<string, string>>,
  request: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<{ readonly answer: Answer; readonly open?: OpenSubscription }> {
  const { log } = world
  const before = log.since(0).at(-1)?.number ?? 0
  const data = JSON.stringify(request)
  const started = await startSubscription(realtimeOf(world), { data, headers })
  const entries = log.since(before)
  const refusal = entries.find((entry) => entry.kind === 'refusal')?.refusal
  const notes: RequestNotes = {
    decisions: entries.filter((entry) => entry.kind === 'decision'),
    ...(refusal === undefined ? {} : { refusal }),
  }
  if (!started.ok) return { answer: { data: null, errors: started.errors, notes } }
  return { answer: { data: null, errors: [], notes }, open: started.open }
}
