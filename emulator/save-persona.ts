import { readFile, realpath, rename, writeFile } from 'node:fs/promises'

import { placeText } from './definition/place-text.ts'
import { EmulatorError, messageOf } from './errors.ts'
import { appendPersona } from './issuer/append-persona.ts'
import { parsePersonas } from './issuer/persona.ts'
import type { Persona } from './issuer/persona.ts'
import type { Settings } from './settings.ts'
import type { World } from './world.ts'

/** Where a persona was saved; null: for this run only. */
export type SavedIn = string | null

/**
 * Saves personas one after the other: into the file when there is one and it is in force, else for this run. Rejects with
 * PERSONAS_INVALID when the file cannot be read, and with STORE_UNWRITABLE when it cannot be written.
 */
export function createPersonaSaver(
  world: Pick<World, 'personaList'>,
  { personasFile }: Pick<Settings, 'personasFile'>,
): (persona: Persona) => Promise<SavedIn> {
  const { personaList } = world
  const save = async (persona: Persona): Promise<SavedIn> => {
    if (personasFile === undefined || personaList.isReplaced()) {
      personaList.add(persona)
      return null
    }
    personaList.load(await appendToFile(personasFile, persona))
    return placeText(personasFile)
  }
  let last: Promise<unknown> = Promise.resolve()
  return (persona) => {
    const saved = last.then(() => save(persona))
    last = saved.catch(() => undefined)
    return saved
  }
}

async function appendToFile(file: string, persona: Persona): Promise<readonly Persona[]> {
  const place = placeText(file)
  try {
    const target = await realpath(file)
    const text = appendPersona(await readFile(target, 'utf8'), place, persona)
    const personas = parsePersonas(text, place)
    // Whoever reads meanwhile gets the old file or the new one, never half of it.
    const fresh = `${target}.${process.pid}.tmp`
    await writeFile(fresh, text)
    await rename(fresh, target)
    return personas
  } catch (cause) {
    if (cause instanceof EmulatorError) throw cause
    throw new EmulatorError(
      'STORE_UNWRITABLE',
      `${place}: the persona cannot be written: ${messageOf(cause)}`,
      { cause },
    )
  }
}
