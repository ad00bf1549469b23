import { placeText } from '../definition/place-text.ts'
import { pluralName } from '../graphql/types/names.ts'
import type { Persona } from '../issuer/persona.ts'
import { userPoolIssuer } from '../model/aws-names.ts'
import { enabledModes } from '../model/modes.ts'
import type { TlsAddress } from '../open-server.ts'
import type { Sandbox } from '../sandbox.ts'
import type { World } from '../world.ts'

/** What a person sees when the sandbox is ready: addresses, personas, items, what to try. */
export function banner(sandbox: Sandbox): string {
  const { urls, tls, world, settings, warnings } = sandbox
  const { models, file, modes } = world.definition()
  const enabled = enabledModes(modes)
  const rows = [
    ['console', urls.console],
    ['graphql', urls.graphql],
    ['issuer', urls.issuer],
    ['sandbox', urls.sandbox],
    ...(tls === undefined ? [] : tlsRows(tls)),
    ['definition', `${placeText(file)} (${models.map(({ name }) => name).join(', ')})`],
    ['items', itemsText(settings.dataFolder)],
    ['outputs', placeText(settings.outputsFile)],
    ...(enabled.includes('userPool') ? [['user pool', userPoolIssuer]] : []),
    ...(world.apiKey === undefined ? [] : [['api key', world.apiKey]]),
    ...world
      .personas()
      .map((persona, index) => [index === 0 ? 'personas' : '', personaText(persona)]),
  ]
  return [
    '',
    '  Amplite is ready.',
    '',
    ...rows.map(([name = '', value = '']) => `  ${name.padEnd(11)} ${value}`),
    ...warnings.map((warning) => `\n  note: ${warning}`),
    '',
    ...nextSteps(sandbox, models[0]?.name),
    '  Ctrl-C stops it.',
    '',
  ].join('\n')
}

function tlsRows({ url, certificate }: TlsAddress): readonly string[][] {
  return [
    ['https', `${url}, on the same port`],
    ['trust', `${placeText(certificate)}, which signed its certificate`],
  ]
}

function itemsText(folder: string | undefined): string {
  return folder === undefined ? 'in memory, gone at the end' : `${placeText(folder)}/items.json`
}

function personaText({ name, description }: Persona): string {
  return description === undefined ? name : `${name}: ${description}`
}

function nextSteps({ urls, world }: Sandbox, model: string | undefined): readonly string[] {
  const credentials = model === undefined ? undefined : credentialsSteps(urls.sandbox, world)
  if (model === undefined || credentials === undefined)
    return ['  Next: open the console and sign in.', '']
  const query = `{ list${pluralName(model)} { items { id } } }`
  return [
    '  Next: open the console and sign in, or ask without a browser:',
    '',
    ...credentials.before,
    `  curl -s ${urls.graphql} -H "${credentials.header}" -d '{"query":"${query}"}'`,
    '',
  ]
}

interface CredentialsSteps {
  readonly before: readonly string[]
  /** By which the request says who it is. */
  readonly header: string
}

/** A persona's token where the API takes tokens, else the API key. */
function credentialsSteps(sandbox: string, world: World): CredentialsSteps | undefined {
  const enabled = enabledModes(world.definition().modes)
  const [persona] = world.personas()
  if (persona !== undefined && (enabled.includes('oidc') || enabled.includes('userPool'))) {
    const ask = `curl -s ${sandbox}/tokens -d '{"persona":"${persona.name}"}'`
    const before = [`  TOKEN=$(${ask} | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`]
    return { before, header: 'authorization: $TOKEN' }
  }
  return world.apiKey === undefined
    ? undefined
    : { before: [], header: `x-api-key: ${world.apiKey}` }
}
