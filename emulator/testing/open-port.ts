import type { AmplifyOutputs } from '../outputs/amplify-outputs.ts'
import { sandboxUrls } from '../sandbox-urls.ts'
import type { SandboxUrls } from '../sandbox-urls.ts'
import { serveWorld } from '../serve-world.ts'
import { listen } from '../server/server.ts'
import type { Settings } from '../settings.ts'
import { watchInputs } from '../watch-inputs.ts'
import type { World } from '../world.ts'
import { clientOutputs } from '../write-client-outputs.ts'

/** A port on this machine, which will serve one world. */
export interface Port {
  readonly urls: SandboxUrls
  /** From now on this world answers. */
  serve(world: World): Promise<{ readonly url: string; readonly outputs: AmplifyOutputs }>
  /** Ends every connection. */
  close(): Promise<void>
}

/** Takes any free port of this machine alone. */
export async function openPort(settings: Settings): Promise<Port> {
  const server = await listen({ host: '127.0.0.1', port: 0, orNext: false })
  const urls = sandboxUrls(server)
  let endSockets = (): Promise<void> => Promise.resolve()
  return {
    urls,
    serve: async (world) => {
      // The world of a suite is its own: what the console saves does not go into the project's files.
      const own = { ...settings, personasFile: undefined, seedFile: undefined, watch: false }
      const inputs = watchInputs(world, own, () => undefined)
      endSockets = await serveWorld(world, {
        server,
        settings: own,
        urls,
        inputs,
        loadError: () => null,
      })
      return { url: urls.url, outputs: clientOutputs(world, { urls, port: server.port }, 'js') }
    },
    close: async () => {
      await endSockets()
      await server.close()
    },
  }
}
