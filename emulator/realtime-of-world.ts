import type { RealtimeApi } from './realtime/realtime-api.ts'
import type { World } from './world.ts'

/** What a world offers to those who subscribe, over a socket or in process. */
export function realtimeOf(world: World): RealtimeApi {
  return {
    events: world.events,
    authenticate: ({ headers }) =>
      world.authenticate({
        authorization: headers['authorization'],
        apiKey: headers['x-api-key'],
      }),
    subscribe: (request) => world.subscribe(request),
    noteRefusal: (refusal) => world.log.noteRefusal(refusal),
  }
}
