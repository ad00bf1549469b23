import { useState } from 'react'
import type { KeyboardEvent, ReactElement } from 'react'

import type { NewPersona } from './save-persona.ts'
import { savePersona } from './save-persona.ts'

/** What is to be kept, but for its name. */
export interface SaveAsPersonaProps {
  /** Absent while the claims cannot be read. */
  readonly edited: Omit<NewPersona, 'name'> | undefined
  /** What came of the last save. */
  readonly notice: string | undefined
  readonly onSaved: (name: string, notice: string) => void
}

/** Keeps the claims and ages under a new name, without signing in. */
export function SaveAsPersona({ edited, notice, onSaved }: SaveAsPersonaProps): ReactElement {
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const trimmed = name.trim()
  const ready = edited !== undefined && trimmed !== '' && !busy

  const save = (): void => {
    if (!ready) return
    setBusy(true)
    setError(undefined)
    savePersona({ name: trimmed, ...edited })
      .then((saved) => onSaved(trimmed, saved))
      .catch((thrown: unknown) => {
        setError(thrown instanceof Error ? thrown.message : String(thrown))
        setBusy(false)
      })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    // Enter in the form around would sign in.
    event.preventDefault()
    save()
  }

  return (
    <section aria-label="Save as persona">
      <header className="section-head">
        <h3>Save as persona</h3>
        <input
          aria-label="Name of the new persona"
          placeholder="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" disabled={!ready} onClick={save}>
          Save
        </button>
        <span className="second" role="status">
          {notice}
        </span>
      </header>
      {error !== undefined && (
        <p className="failure" role="alert">
          {error}
        </p>
      )}
    </section>
  )
}
