import type { TestContext } from 'node:test'

import { createClock } from '../../emulator/clock.ts'
import { createSigningKeys } from '../../emulator/issuer/signing-keys.ts'
import { mintToken } from '../../emulator/issuer/stamp-token.ts'
import { loadPolicy } from '../../emulator/load-policy.ts'
import { createRealtime } from '../../emulator/realtime/realtime.ts'
import type { RealtimeOptions } from '../../emulator/realtime/realtime.ts'
import { realtimeOf } from '../../emulator/realtime-of-world.ts'
import { listen } from '../../emulator/server/server.ts'
import { createMemoryStore } from '../../emulator/store/memory-store.ts'
import { createWorld } from '../../emulator/world.ts'
import { sample } from '../running-sandbox.ts'

/** The sample in this process, behind the real-time endpoint alone. */
export interface ServedWorld {
  readonly url: string
  /** Of somebody with the `user_id` alice. */
  readonly token: string
  /** A mutation as that somebody. */
  mutate(mutation: string): Promise<unknown>
  close(): Promise<void>
}

/** Serves it with the options under test; it ends with the test at the latest. */
export async function serveWorld(t: TestContext, options: RealtimeOptions): Promise<ServedWorld> {
  const world = await createWorld({
    ...(await loadPolicy(sample, {})),
    store: createMemoryStore(),
    clock: createClock(),
    keys: await createSigningKeys(),
    issuer: 'http://127.0.0.1/oidc',
  })
  const realtime = createRealtime(realtimeOf(world), options)
  const server = await listen({ host: '127.0.0.1', port: 0, orNext: false })
  server.mount([
    {
      prefix: '/',
      handle: (_req, res) => void res.end(),
      upgrade: (...socket) => realtime.upgrade(...socket),
    },
  ])
  t.after(async () => {
    await realtime.close()
    await server.close()
  })
  const claims = { user_id: 'alice' }
  const { token } = await mintToken({ mode: 'oidc', claims, omit: [] }, world.stamper)
  return {
    url: `ws://127.0.0.1:${server.port}/graphql/realtime`,
    token,
    mutate: async (mutation) => {
      const response = await world.api().fetch('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: { authorization: token },
        body: JSON.stringify({ query: `mutation { ${mutation} }` }),
      })
      return response.json()
    },
    close: () => realtime.close(),
  }
}
