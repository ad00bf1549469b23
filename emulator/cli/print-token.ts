import { join } from 'node:path'

import { createClock } from '../clock.ts'
import { EmulatorError } from '../errors.ts'
import { clientsOf } from '../issuer/client-ids.ts'
import { derivePersonas } from '../issuer/derive-personas.ts'
import type { Persona } from '../issuer/persona.ts'
import { loadSigningKeys } from '../issuer/signing-keys.ts'
import { mintToken } from '../issuer/stamp-token.ts'
import { loadPolicy } from '../load-policy.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { tokenModeOf } from '../model/modes.ts'
import { readPersonas } from '../read-inputs.ts'
import { sandboxUrls } from '../sandbox-urls.ts'
import type { Settings } from '../settings.ts'
import type { Output } from './output.ts'
import type { Command } from './parse-command.ts'

/** `amplite token alice`: a token that the sandbox on the same port and data folder takes. */
export async function printToken(
  settings: Settings,
  { positionals: [name], mode }: Pick<Command, 'positionals' | 'mode'>,
  output: Output,
): Promise<void> {
  if (name === undefined)
    throw new EmulatorError('USAGE', 'whose token? name a persona, as in "amplite token alice"')
  if (settings.dataFolder === undefined)
    throw new EmulatorError(
      'USAGE',
      'with --memory there is no key that a sandbox would know; leave it out',
    )

  const { definition } = await loadPolicy(settings.definition, settings)
  const personas = (await readPersonas(settings)) ?? derivePersonas(definition)
  const persona = holderNamed(name, personas)
  const [clientId = 'amplite'] = clientsOf(definition.modes).ids
  const minted = await mintToken(
    { persona, mode, omit: [] },
    {
      keys: await loadSigningKeys(join(settings.dataFolder, 'signing-key.json')),
      issuer: sandboxUrls(settings).issuer,
      clientId,
      clock: createClock(),
      tokenMode: () => tokenModeOf(definition.modes),
    },
  )
  output.line(settings.json ? JSON.stringify(minted) : minted.token)
}

/** The persona of that name, if it has tokens. */
function holderNamed(name: string, personas: readonly Persona[]): Persona {
  const persona = personas.find((candidate) => candidate.name === name)
  if (persona === undefined) {
    const names = personas.map((candidate) => candidate.name)
    throw new EmulatorError(
      'USAGE',
      `there is no persona "${name}"${didYouMean(name, names)}; there are ${names.join(', ')}`,
    )
  }
  if (persona.mode === 'apiKey') {
    throw new EmulatorError(
      'USAGE',
      `"${name}" calls with the API key and has no token; send the key as x-api-key`,
    )
  }
  return persona
}
