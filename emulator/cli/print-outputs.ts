import { EmulatorError } from '../errors.ts'
import { loadPolicy } from '../load-policy.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { enabledModes } from '../model/modes.ts'
import { amplifyOutputs, platforms } from '../outputs/amplify-outputs.ts'
import type { AmplifyOutputs, Platform } from '../outputs/amplify-outputs.ts'
import { readApiKey, writeOutputs } from '../outputs/write-outputs.ts'
import { sandboxUrls } from '../sandbox-urls.ts'
import type { Settings } from '../settings.ts'
import type { Output } from './output.ts'
import type { Command } from './parse-command.ts'

/** `amplite outputs`: what a client needs to find the sandbox, for its platform; what it has to know beside goes to stderr. */
export async function printOutputs(
  settings: Settings,
  command: Command,
  output: Output,
): Promise<void> {
  const platform = platformOf(command.platform ?? 'js')
  const host = hostOf(command.settings.host ?? 'localhost')
  const outputs = await outputsFor(platform, host, settings)
  const notes = notesOn(outputs, platform, { host, port: settings.port })
  if (!settings.json) for (const note of notes) output.error(note)
  if (command.out === undefined) return output.line(JSON.stringify(outputs, null, 2))
  await writeOutputs(command.out, outputs, '--out')
  return output.line(
    settings.json ? JSON.stringify({ written: command.out }) : `wrote ${command.out}`,
  )
}

async function outputsFor(
  platform: Platform,
  host: string,
  settings: Settings,
): Promise<AmplifyOutputs> {
  const { definition } = await loadPolicy(settings.definition, settings)
  const { sdl, modes } = definition
  const { url, issuer } = sandboxUrls(settings)
  const apiKey = enabledModes(modes).includes('apiKey')
    ? await readApiKey(settings.outputsFile, url)
    : undefined
  return amplifyOutputs({
    sdl,
    modes,
    platform,
    url: `http://${host}:${settings.port}/graphql`,
    custom: { url, issuer },
    ...(apiKey === undefined ? {} : { apiKey }),
  })
}

/** As it is written in a URL. */
function hostOf(host: string): string {
  const name = host.includes(':') ? `[${host}]` : host.toLowerCase()
  const url = `http://${name}/`
  if (URL.canParse(url) && new URL(url).href === url) return name
  throw new EmulatorError(
    'USAGE',
    `--host "${host}" is no host; give a name or an address, as in --host 10.0.2.2`,
  )
}

/** These libraries drop the port, and run in an emulator that has another name for this machine (`clients §4`). */
const phones: readonly Platform[] = ['flutter', 'android']

/** What no file can say to a library. */
function notesOn(
  { data }: AmplifyOutputs,
  platform: Platform,
  { host, port }: { readonly host: string; readonly port: number },
): readonly string[] {
  const isPhone = phones.includes(platform)
  const types = [data.default_authorization_type, ...data.authorization_types]
  const lacksKey = types.includes('API_KEY') && data.api_key === undefined
  const notes = [
    platform !== 'js' && 'the address is https, so start the sandbox with --tls',
    isPhone &&
      port !== 443 &&
      `${platform} asks for subscriptions at port 443 whatever the address says; --port 443 serves all`,
    isPhone &&
      host === 'localhost' &&
      'to the Android emulator this machine is 10.0.2.2; --host 10.0.2.2 writes that',
    lacksKey && 'the API key is left out: the sandbox makes it when it starts, so start it first',
  ]
  return notes.filter((note) => note !== false).map((note) => `note: ${note}`)
}

function platformOf(name: string): Platform {
  const platform = platforms.find((candidate) => candidate === name)
  if (platform !== undefined) return platform
  throw new EmulatorError(
    'USAGE',
    `--platform "${name}" is none of ${platforms.join(', ')}${didYouMean(name, platforms)}`,
  )
}
