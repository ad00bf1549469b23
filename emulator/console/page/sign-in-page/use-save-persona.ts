import { useState } from 'react'

import { savePersona } from './save-persona.ts'
import type { NewPersona } from './save-persona.ts'

/** Saving, once at a time. */
export interface SaveControl {
  readonly busy: boolean
  /** Why the sandbox refused the last attempt. */
  readonly error: string | undefined
  readonly save: (persona: NewPersona) => void
}

/** `onSaved` gets the name and where it is kept. */
export function useSavePersona(onSaved: (name: string, notice: string) => void): SaveControl {
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  const save = (persona: NewPersona): void => {
    setBusy(true)
    setError(undefined)
    savePersona(persona)
      .then((notice) => onSaved(persona.name, notice))
      .catch((thrown: unknown) => {
        setError(thrown instanceof Error ? thrown.message : String(thrown))
        setBusy(false)
      })
  }
  return { busy, error, save }
}
