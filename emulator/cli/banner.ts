import { placeText } from '../definition/place-text.ts'
import { pluralName } from '../graphql/types/names.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Sandbox, TlsAddress } from '../sandbox.ts'

/** What a person sees when the sandbox is ready: addresses, personas, items, what to try. */
export function banner({ urls, tls, world, settings, warnings }: Sandbox): string {
  const { models, file } = world.definition()
  const rows = [
    ['console', urls.console],
    ['graphql', urls.graphql],
    ['issuer', urls.issuer],
    ['sandbox', urls.sandbox],
    ...(tls === undefined ? [] : tlsRows(tls)),
    ['definition', `${placeText(file)} (${models.map(({ name }) => name).join(', ')})`],
    ['items', itemsText(settings.dataFolder)],
    ['outputs', placeText(settings.outputsFile)],
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
    ...nextSteps(urls.sandbox, world.personas()[0]?.name, {
      graphql: urls.graphql,
      model: models[0]?.name,
    }),
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

function nextSteps(
  sandbox: string,
  persona: string | undefined,
  { graphql, model }: { readonly graphql: string; readonly model: string | undefined },
): readonly string[] {
  if (persona === undefined || model === undefined)
    return ['  Next: open the console and sign in.', '']
  return [
    '  Next: open the console and sign in, or ask without a browser:',
    '',
    `  TOKEN=$(curl -s ${sandbox}/tokens -d '{"persona":"${persona}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s ${graphql} -H "authorization: $TOKEN" -d '{"query":"{ list${pluralName(model)} { items { id } } }"}'`,
    '',
  ]
}
