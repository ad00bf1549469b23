import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { placeText } from '../definition/place-text.ts'
import { parsePersonas } from '../issuer/persona.ts'
import type { Persona } from '../issuer/persona.ts'
import type { Claims } from '../model/claims.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import { parseSeed } from '../store/seed-store.ts'
import type { Records } from '../store/store.ts'

/** Personas as a suite gives them: by name, or a file; by default those beside the project. */
export async function personasOf(
  given: string | Readonly<Record<string, Claims>> | undefined,
  settings: Pick<Settings, 'personasFile'>,
): Promise<readonly Persona[] | undefined> {
  if (given === undefined) return readPersonas(settings)
  if (typeof given !== 'string') return parsePersonas(JSON.stringify(given), 'personas')
  const file = resolve(given)
  return parsePersonas(await readFile(file, 'utf8'), placeText(file))
}

/** Items as a suite gives them: by model, or a file; by default none. */
export async function recordsOf(given: string | Records | undefined): Promise<Records | undefined> {
  if (typeof given !== 'string') return given
  const file = resolve(given)
  return parseSeed(await readFile(file, 'utf8'), placeText(file))
}
