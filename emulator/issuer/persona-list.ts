import type { Persona } from './persona.ts'

/** Who can sign in, from wherever they come: the file, else the rules; a replacement for this run; those added in this run. */
export interface PersonaList {
  all(): readonly Persona[]
  /** Whether somebody replaced them all for this run, so that the file does not count. */
  isReplaced(): boolean
  /** For this run, or until the file is edited. */
  replace(personas: readonly Persona[]): void
  /** The file's, as read anew: an edit ends a replacement. */
  load(personas: readonly Persona[]): void
  /** Beside the others, for this run. */
  add(persona: Persona): void
}

/** Where personas come from when nobody replaces them. */
export interface PersonaSources {
  /** Those of the file, where there is one. */
  readonly file: readonly Persona[] | undefined
  /** Those that the rules suggest; asked for each time, since rules may change. */
  readonly derive: () => readonly Persona[]
}

export function createPersonaList({ file, derive }: PersonaSources): PersonaList {
  let ofFile = file
  let replacement: readonly Persona[] | undefined
  let added: readonly Persona[] = []
  return {
    all: () => withAdded(replacement ?? ofFile ?? derive(), added),
    isReplaced: () => replacement !== undefined,
    replace: (personas) => {
      replacement = personas
      added = []
    },
    load: (personas) => {
      ofFile = personas
      replacement = undefined
    },
    add: (persona) => {
      added = [...added, persona]
    },
  }
}

/** Whoever stands in the file by now need not be added. */
function withAdded(personas: readonly Persona[], added: readonly Persona[]): readonly Persona[] {
  if (added.length === 0) return personas
  const names = new Set(personas.map(({ name }) => name))
  return [...personas, ...added.filter(({ name }) => !names.has(name))]
}
