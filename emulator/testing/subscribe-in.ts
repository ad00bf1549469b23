import type { OpenSubscription } from '../graphql/subscribe.ts'
import type { RequestNotes } from '../graphql/use-appsync-request.ts'
import type { Identity } from '../identity/identity.ts'
import { startSubscription } from '../realtime/start-subscription.ts'
import { realtimeOf } from '../realtime-of-world.ts'
import type { World } from '../world.ts'
import type { Answer } from './answer.ts'

/** Who asks: by headers, or taken for this identity. */
interface Asker {
  readonly headers: Readonly<Record<string, string>>
  readonly identity: Identity | undefined
}

/** Asks a world for a subscription as a `start` message does; without one it was refused. */
export async function subscribeIn(
  world: World,
  { headers, identity }: Asker,
  request: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<{ readonly answer: Answer; readonly open?: OpenSubscription }> {
  const { log } = world
  const before = log.since(0).at(-1)?.number ?? 0
  const data = JSON.stringify(request)
  const api = realtimeOf(world)
  const authenticate: typeof api.authenticate =
    identity === undefined ? api.authenticate : () => Promise.resolve({ ok: true, identity })
  const started = await startSubscription({ ...api, authenticate }, { data, headers })
  const entries = log.since(before)
  const refusal = entries.find((entry) => entry.kind === 'refusal')?.refusal
  const notes: RequestNotes = {
    decisions: entries.filter((entry) => entry.kind === 'decision'),
    ...(refusal === undefined ? {} : { refusal }),
  }
  if (!started.ok) return { answer: { data: null, errors: started.errors, notes } }
  return { answer: { data: null, errors: [], notes }, open: started.open }
}
