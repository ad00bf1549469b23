import { readFile } from 'node:fs/promises'

import { EmulatorError, messageOf } from './errors.ts'
import type { EmulatorErrorCode } from './errors.ts'
import { placeText } from './definition/place-text.ts'
import { parsePersonas } from './issuer/persona.ts'
import type { Persona } from './issuer/persona.ts'
import type { Settings } from './settings.ts'
import { parseSeed } from './store/seed-store.ts'
import type { Records } from './store/store.ts'

/** The personas of the file, or undefined when there is none. */
export async function readPersonas({
  personasFile,
}: Pick<Settings, 'personasFile'>): Promise<readonly Persona[] | undefined> {
  if (personasFile === undefined) return undefined
  const text = await readText(personasFile, { code: 'PERSONAS_INVALID', option: '--personas' })
  return parsePersonas(text, placeText(personasFile))
}

/** The items of the file, or undefined when there is none. */
export async function readSeed({
  seedFile,
}: Pick<Settings, 'seedFile'>): Promise<Records | undefined> {
  if (seedFile === undefined) return undefined
  const text = await readText(seedFile, { code: 'SEED_INVALID', option: '--seed' })
  return parseSeed(text, placeText(seedFile))
}

async function readText(
  file: string,
  { code, option }: { readonly code: EmulatorErrorCode; readonly option: string },
): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const message = `${placeText(file)} cannot be read: ${messageOf(cause)}; name another with ${option} FILE`
    throw new EmulatorError(code, message, { cause })
  }
}
