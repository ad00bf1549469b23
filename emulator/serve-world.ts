import type { IncomingMessage, ServerResponse } from 'node:http'

import { createPageServer, pageDirectory } from './console/serve-page.ts'
import { createControl } from './control/control.ts'
import type { Control } from './control/control.ts'
import { definitionView } from './control/definition-view.ts'
import { answerFault } from './issuer/answer-faults.ts'
import type { Exchange } from './issuer/answer-faults.ts'
import { clientsOf, tokenModeOfClient } from './issuer/client-ids.ts'
import { createIssuer } from './issuer/issuer.ts'
import type { Issuer } from './issuer/issuer.ts'
import type { OidcMode } from './model/modes.ts'
import { createRealtime } from './realtime/realtime.ts'
import { realtimeOf } from './realtime-of-world.ts'
import { createPersonaSaver } from './save-persona.ts'
import { ownOrigins } from './sandbox-urls.ts'
import type { SandboxUrls } from './sandbox-urls.ts'
import { guardHosts } from './server/guard-hosts.ts'
import type { ListeningServer, Mount } from './server/server.ts'
import { isPublic } from './settings.ts'
import type { Settings } from './settings.ts'
import { version } from './version.ts'
import type { Inputs } from './watch-inputs.ts'
import type { World } from './world.ts'

/** Where a world is served. */
export interface ServedOn {
  readonly server: ListeningServer
  readonly settings: Settings
  readonly urls: SandboxUrls
  /** Why the last edit of the definition was not taken over, or null. */
  readonly loadError: () => object | null
  readonly inputs: Inputs
}

/** Everything that answers on the one port (`contract` §2); resolves to how to end what would not end by itself. */
export async function serveWorld(world: World, on: ServedOn): Promise<() => Promise<void>> {
  const page = createPageServer(pageDirectory())
  const issuer = await issuerOf(world, on, () => page.signInPage())
  const control = controlOf(world, on)
  const realtime = createRealtime(realtimeOf(world))
  const mounts: readonly Mount[] = [
    {
      prefix: '/graphql/realtime',
      handle: (_req, res) => onlySockets(res),
      upgrade: (...socket) => realtime.upgrade(...socket),
    },
    { prefix: '/graphql', handle: (req, res) => void answerApi(world, req, res) },
    { prefix: '/oidc', handle: (req, res) => void answerIssuer(world, issuer, { req, res }) },
    { prefix: '/sandbox', handle: (req, res) => control.handle(req, res) },
    { prefix: '/ping', handle: (_req, res) => void res.end('healthy') },
    { prefix: '/', handle: (req, res) => void (page.handle(req, res) || notFound(res)) },
  ]
  // Whoever lets other machines in is known by names that only they know.
  on.server.mount(isPublic(on.settings) ? mounts : guardHosts(mounts, on.urls.url))
  return () => realtime.close()
}

async function answerApi(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  await world.faults.delay('api-slow')
  await world.api().handle(req, res)
}

async function answerIssuer(
  { faults, stamper }: World,
  issuer: Issuer,
  exchange: Exchange,
): Promise<void> {
  if (!(await answerFault(exchange, { faults, issuer: stamper.issuer }))) {
    issuer.handle(exchange.req, exchange.res)
  }
}

function onlySockets(res: ServerResponse): void {
  res
    .writeHead(426, { 'content-type': 'text/plain; charset=utf-8', upgrade: 'websocket' })
    .end('subscriptions are served here, to a WebSocket with the subprotocol graphql-ws\n')
}

function issuerOf(world: World, { urls }: ServedOn, signInPage: () => string): Promise<Issuer> {
  const oidc = (): OidcMode | undefined => world.definition().modes.oidc
  return createIssuer({
    issuer: urls.issuer,
    clients: () => ({
      ids: clientsOf(world.definition().modes).ids,
      clientId: oidc()?.clientId,
    }),
    keys: world.stamper.keys,
    clock: world.stamper.clock,
    personas: () => world.personas(),
    tokenMode: (clientId) => tokenModeOfClient(world.definition().modes, clientId),
    limits: () => ({
      authTtlSeconds: oidc()?.authTtlSeconds,
      issueTtlSeconds: oidc()?.issueTtlSeconds,
    }),
    signInPage,
  })
}

function controlOf(world: World, on: ServedOn): Control {
  const { server, settings, urls, loadError, inputs } = on
  return createControl({
    origins: ownOrigins(server, settings),
    adminToken: settings.adminToken,
    controls: {
      ...world,
      version,
      health: () => ({
        file: world.definition().file,
        loadedAt: world.loadedAt(),
        error: loadError(),
      }),
      recording: () => ({
        log: world.log,
        definition: world.definition(),
        personas: world.personas(),
      }),
      inputs: () => inputs.state(),
      savePersona: createPersonaSaver(world, settings),
      definition: () =>
        definitionView(world.definition(), world.loadedAt(), {
          issuer: urls.issuer,
          clientIds: world.clients.ids,
          apiUrl: urls.graphql,
        }),
    },
  })
}

function notFound(res: ServerResponse): void {
  res
    .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    .end('nothing is served here; the console is at /\n')
}
