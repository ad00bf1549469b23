import { amplifyOutputs } from './outputs/amplify-outputs.ts'
import { writeOutputs } from './outputs/write-outputs.ts'
import type { SandboxUrls } from './sandbox-urls.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

/** Writes the outputs of a running sandbox, for Flutter where the file is a Dart one, otherwise for JavaScript. */
export function writeClientOutputs(
  world: World,
  { outputsFile }: Settings,
  { urls, port }: { readonly urls: SandboxUrls; readonly port: number },
): Promise<void> {
  const { sdl, modes } = world.definition()
  const { apiKey } = world
  const outputs = amplifyOutputs({
    sdl,
    modes,
    platform: outputsFile.endsWith('.dart') ? 'flutter' : 'js',
    url: `http://localhost:${port}/graphql`,
    custom: { url: urls.url, issuer: urls.issuer },
    ...(apiKey === undefined ? {} : { apiKey }),
  })
  return writeOutputs(outputsFile, outputs)
}
