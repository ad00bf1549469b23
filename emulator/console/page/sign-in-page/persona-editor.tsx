import { useState } from 'react'
import type { FormEvent, ReactElement } from 'react'

import { ClaimsEditor } from '../claims/claims-editor.tsx'
import { Badge } from '../components/badge.tsx'
import type { TokenLifetimes } from '../wire/interaction.ts'
import type { JsonObject } from '../wire/json.ts'
import type { PersonaCard } from '../wire/persona.ts'
import type { Ages } from './ages.ts'
import type { SignInChoice } from './choose.ts'
import { SaveAsPersona } from './save-as-persona.tsx'
import type { SaveAsPersonaProps } from './save-as-persona.tsx'
import { TokenAge } from './token-age.tsx'

/** A persona to sign in as, with edits that hold for this sign-in only, unless they are saved as another. */
export interface PersonaEditorProps extends Pick<SaveAsPersonaProps, 'notice' | 'onSaved'> {
  readonly persona: PersonaCard
  readonly limits: TokenLifetimes
  readonly busy: boolean
  /** Why the issuer refused the last attempt. */
  readonly error: string | undefined
  readonly onSignIn: (choice: SignInChoice) => void
}

/** The claims and ages of one persona, and the button that signs in with them. */
export function PersonaEditor(props: PersonaEditorProps): ReactElement {
  const { persona, limits, busy, error, notice, onSaved, onSignIn } = props
  const [claims, setClaims] = useState<JsonObject | undefined>(persona.claims)
  const [ages, setAges] = useState<Ages>(agesOfPersona(persona))
  const [revision, setRevision] = useState(0)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (claims && !busy) onSignIn({ persona: persona.name, claims, ...ages })
  }
  const revert = (): void => {
    setClaims(persona.claims)
    setAges(agesOfPersona(persona))
    setRevision(revision + 1)
  }

  return (
    <form
      className="pane detail"
      aria-label={`Claims and ages of ${persona.name}`}
      onSubmit={submit}
    >
      <EditorBar
        persona={persona}
        edited={isEdited(persona, claims, ages)}
        ready={claims !== undefined && !busy}
        onRevert={revert}
      />
      <div className="scroll">
        {error !== undefined && (
          <p className="failure" role="alert">
            {error}
          </p>
        )}
        <ClaimsEditor key={revision} claims={persona.claims} onChange={setClaims} />
        <TokenAge ages={ages} limits={limits} onChange={setAges} />
        <SaveAsPersona edited={claims && { claims, ...ages }} notice={notice} onSaved={onSaved} />
      </div>
    </form>
  )
}

interface EditorBarProps {
  readonly persona: PersonaCard
  readonly edited: boolean
  /** Whether the claims can be read and nothing is under way. */
  readonly ready: boolean
  readonly onRevert: () => void
}

function EditorBar({ persona, edited, ready, onRevert }: EditorBarProps): ReactElement {
  return (
    <div className="bar">
      <Badge name={persona.name} />
      <h2>{persona.name}</h2>
      <span className="second">
        {edited ? 'edited, for this sign-in only' : persona.description}
      </span>
      <span className="push" />
      <button type="button" disabled={!edited} onClick={onRevert}>
        Revert
      </button>
      <button type="submit" className="primary" disabled={!ready}>
        Sign in as {persona.name}
        <kbd aria-hidden="true">Enter</kbd>
      </button>
    </div>
  )
}

function agesOfPersona({ issuedSecondsAgo, signedInSecondsAgo }: PersonaCard): Ages {
  return { issuedSecondsAgo, signedInSecondsAgo }
}

function isEdited(persona: PersonaCard, claims: JsonObject | undefined, ages: Ages): boolean {
  return (
    JSON.stringify(claims) !== JSON.stringify(persona.claims) ||
    JSON.stringify(ages) !== JSON.stringify(agesOfPersona(persona))
  )
}
