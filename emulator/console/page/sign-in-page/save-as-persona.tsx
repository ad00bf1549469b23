import { useState } from 'react'
import type { KeyboardEvent, ReactElement } from 'react'

import type { NewPersona } from './save-persona.ts'
import { useSavePersona } from './use-save-persona.ts'

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
  const { busy, error, save } = useSavePersona(onSaved)
  const trimmed = name.trim()
  const ready = edited !== undefined && trimmed !== '' && !busy

  const send = (): void => {
    if (ready) save({ name: trimmed, ...edited })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    // Enter in the form around would sign in.
    event.preventDefault()
    send()
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
        <button type="button" disabled={!ready} onClick={send}>
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
