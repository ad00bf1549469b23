import { useState } from 'react'
import type { ReactElement } from 'react'

import { Logo } from '../components/logo.tsx'
import { PersonaCard } from '../components/persona-card.tsx'
import { useKeys } from '../components/use-keys.ts'
import type { Interaction } from '../wire/interaction.ts'
import type { PersonaCard as Persona } from '../wire/persona.ts'
import { unedited } from './choose.ts'
import { PersonaEditor } from './persona-editor.tsx'
import { useChoice } from './use-choice.ts'

/** An interaction to be answered. */
export interface PersonaChooserProps {
  readonly path: string
  readonly interaction: Interaction
  /** Asks for the interaction anew: there is another persona. */
  readonly reload: () => Promise<void>
}

/** The personas at the left, the chosen one's claims and ages at the right. */
export function PersonaChooser({ path, interaction, reload }: PersonaChooserProps): ReactElement {
  const { personas, limits } = interaction
  const [name, setName] = useState(() => firstChoice(interaction))
  const [notice, setNotice] = useState<string>()
  const { busy, error, send } = useChoice(path)
  const showSaved = (saved: string, where: string): void => {
    setNotice(where)
    void reload().then(() => setName(saved))
  }
  const selected = personas.find((persona) => persona.name === name)

  useKeys((key) => {
    const persona = /^[1-9]$/.test(key) ? personas[Number(key) - 1] : undefined
    if (persona) send(unedited(persona))
  })

  return (
    <div className="shell">
      <ChooserBar interaction={interaction} busy={busy} onCancel={() => send({ abort: true })} />
      <main className="panes sign-in-panes">
        <PersonaList
          interaction={interaction}
          selected={selected}
          onChoose={setName}
          onSignIn={(persona) => send(unedited(persona))}
        />
        <Detail
          key={name}
          persona={selected}
          limits={limits}
          busy={busy}
          error={error}
          notice={notice}
          onSaved={showSaved}
          onSignIn={send}
        />
      </main>
    </div>
  )
}

interface PersonaListProps {
  readonly interaction: Interaction
  readonly selected: Persona | undefined
  readonly onChoose: (name: string) => void
  readonly onSignIn: (persona: Persona) => void
}

function PersonaList(props: PersonaListProps): ReactElement {
  const { interaction, selected, onChoose, onSignIn } = props
  return (
    <section className="pane list" aria-label="Personas">
      <div className="bar">
        <h2>Personas</h2>
        <span className="second">double click, Enter or a digit signs in at once</span>
      </div>
      <div className="scroll cards">
        {interaction.personas.map((persona, index) => (
          <PersonaCard
            key={persona.name}
            persona={persona}
            digit={index + 1}
            limits={interaction.limits}
            selected={persona === selected}
            autoFocus={persona === selected}
            onChoose={() => onChoose(persona.name)}
            onSignIn={() => onSignIn(persona)}
          />
        ))}
      </div>
    </section>
  )
}

type DetailProps = Omit<Parameters<typeof PersonaEditor>[0], 'persona'> & {
  readonly persona: Persona | undefined
}

function Detail({ persona, ...rest }: DetailProps): ReactElement {
  if (persona) return <PersonaEditor persona={persona} {...rest} />

  return (
    <section className="pane detail">
      <p className="empty">
        There is no persona. Write one into personas.json, and it will appear here.
      </p>
    </section>
  )
}

interface ChooserBarProps {
  readonly interaction: Interaction
  readonly busy: boolean
  readonly onCancel: () => void
}

function ChooserBar({ interaction, busy, onCancel }: ChooserBarProps): ReactElement {
  return (
    <header className="top">
      <Logo />
      <h1 className="top-title">
        Sign in to <code>{interaction.clientId}</code>
      </h1>
      <span className="second">
        {interaction.redirectUri && <code>{interaction.redirectUri}</code>} asks for{' '}
        <code>{interaction.scopes.join(' ')}</code>
      </span>
      <span className="push" />
      <button type="button" disabled={busy} onClick={onCancel}>
        Cancel
      </button>
    </header>
  )
}

function firstChoice({ loginHint, personas }: Interaction): string | undefined {
  const hinted = personas.find(({ name }) => name === loginHint)
  return (hinted ?? personas[0])?.name
}
