import { credentialsOf } from './identity/signed-request.ts'
import type { RealtimeApi } from './realtime/realtime-api.ts'
import type { World } from './world.ts'

/** What a world offers to those who subscribe, over a socket or in process. */
export function realtimeOf(world: World): RealtimeApi {
  return {
    events: world.events,
    faults: world.faults,
    authenticate: ({ path, headers, body }) =>
      world.authenticate(credentialsOf({ method: 'POST', path, headers, body: () => body })),
    iamPolicy: (identity, asked) => world.iamPolicy(identity, asked),
    subscribe: (request) => world.subscribe(request),
    noteRefusal: (refusal) => world.log.noteRefusal(refusal),
  }
}
