import { amplifyOutputs } from './outputs/amplify-outputs.ts'
import type { AmplifyOutputs, Platform } from './outputs/amplify-outputs.ts'
import { writeOutputs } from './outputs/write-outputs.ts'
import type { SandboxUrls } from './sandbox-urls.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

/** Where a world is served. */
interface ServedAt {
  readonly urls: SandboxUrls
  readonly port: number
}

/** Writes the outputs of a running sandbox, for Flutter where the file is a Dart one, otherwise for JavaScript. */
export function writeClientOutputs(
  world: World,
  { outputsFile }: Settings,
  at: ServedAt,
): Promise<void> {
  const platform = outputsFile.endsWith('.dart') ? 'flutter' : 'js'
  return writeOutputs(outputsFile, clientOutputs(world, at, platform))
}

/** What an app is configured with to reach this world. */
export function clientOutputs(
  world: World,
  { urls, port }: ServedAt,
  platform: Platform,
): AmplifyOutputs {
  const { sdl, modes } = world.definition()
  const { apiKey } = world
  return amplifyOutputs({
    sdl,
    modes,
    platform,
    url: `http://localhost:${port}/graphql`,
    custom: { url: urls.url, issuer: urls.issuer },
    ...(apiKey === undefined ? {} : { apiKey }),
  })
}
