import { useState } from 'react'
import type { KeyboardEvent, ReactElement } from 'react'

import type { Panel } from '../panels/panel.ts'
import type { SessionControl } from '../session/use-session.ts'
import type { SandboxDefinition } from '../wire/definition.ts'
import type { ClockReading } from '../wire/health.ts'
import type { PersonaCard } from '../wire/persona.ts'
import { ClockChip } from './clock-chip.tsx'
import { Icon } from './icon.tsx'
import { Logo } from './logo.tsx'
import { PersonaMenu } from './persona-menu.tsx'
import { applyTheme, effectiveTheme, loadTheme, saveTheme } from './theme.ts'

/** What stands above every panel. */
export interface TopBarProps {
  readonly panels: readonly Panel[]
  readonly shown: Panel
  readonly definition: SandboxDefinition | undefined
  readonly personas: readonly PersonaCard[]
  readonly clock: ClockReading | undefined
  readonly control: SessionControl
  readonly onOpen: (id: string) => void
  readonly onSignIn: (loginHint?: string) => void
}

/** Tabs at the left; clock, persona and theme at the right. */
export function TopBar(props: TopBarProps): ReactElement {
  const { panels, shown, definition, personas, clock, control, onOpen, onSignIn } = props
  return (
    <header className="top">
      <Logo />
      <Tabs panels={panels} shown={shown} onOpen={onOpen} />
      <span className="push" />
      {clock && <ClockChip clock={clock} />}
      {control.session ? (
        <PersonaMenu
          session={control.session}
          personas={personas}
          onSwitch={() => onSignIn()}
          onSignOut={control.signOut}
        />
      ) : (
        <button
          type="button"
          className="primary"
          disabled={!definition?.oidc || control.busy}
          onClick={() => onSignIn()}
        >
          Sign in
        </button>
      )}
      <ThemeButton />
    </header>
  )
}

type TabsProps = Pick<TopBarProps, 'panels' | 'shown' | 'onOpen'>

function Tabs({ panels, shown, onOpen }: TabsProps): ReactElement {
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const next = step && panels.at((panels.indexOf(shown) + step) % panels.length)
    if (!next) return

    onOpen(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <nav className="tabs" role="tablist" aria-label="Panels" onKeyDown={move}>
      {panels.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === shown.id}
          aria-controls="panel"
          tabIndex={id === shown.id ? 0 : -1}
          onClick={() => onOpen(id)}
        >
          {title}
        </button>
      ))}
    </nav>
  )
}

function ThemeButton(): ReactElement {
  const [seen, setSeen] = useState(() => effectiveTheme(loadTheme(localStorage)))
  const other = seen === 'dark' ? 'light' : 'dark'
  const change = (): void => {
    saveTheme(localStorage, other)
    applyTheme(other)
    setSeen(other)
  }
  return (
    <button type="button" className="quiet" title={`Use the ${other} theme`} onClick={change}>
      <Icon name={seen === 'dark' ? 'sun' : 'moon'} />
      <span className="hidden">Use the {other} theme</span>
    </button>
  )
}
