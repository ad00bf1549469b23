import { EmulatorError } from '../errors.ts'
import { loadPolicy } from '../load-policy.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { amplifyOutputs, platforms } from '../outputs/amplify-outputs.ts'
import type { Platform } from '../outputs/amplify-outputs.ts'
import { writeOutputs } from '../outputs/write-outputs.ts'
import { sandboxUrls } from '../sandbox-urls.ts'
import type { Settings } from '../settings.ts'
import type { Output } from './output.ts'
import type { Command } from './parse-command.ts'

/** `amplite outputs`: what a client needs to find the sandbox, for its platform. */
export async function printOutputs(
  settings: Settings,
  command: Command,
  output: Output,
): Promise<void> {
  const { definition } = await loadPolicy(settings.definition, settings)
  const { sdl, modes } = definition
  const urls = sandboxUrls(settings)
  const outputs = amplifyOutputs({
    sdl,
    modes,
    platform: platformOf(command.platform ?? 'js'),
    url: `http://localhost:${settings.port}/graphql`,
    custom: { url: urls.url, issuer: urls.issuer },
  })
  if (command.out === undefined) return output.line(JSON.stringify(outputs, null, 2))
  await writeOutputs(command.out, outputs, '--out')
  return output.line(
    settings.json ? JSON.stringify({ written: command.out }) : `wrote ${command.out}`,
  )
}

function platformOf(name: string): Platform {
  const platform = platforms.find((candidate) => candidate === name)
  if (platform !== undefined) return platform
  throw new EmulatorError(
    'USAGE',
    `--platform "${name}" is none of ${platforms.join(', ')}${didYouMean(name, platforms)}`,
  )
}
