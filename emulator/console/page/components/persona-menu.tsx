import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'

import { decodeToken } from '../session/decode-token.ts'
import type { Session } from '../session/session.ts'
import { nameOf } from '../session/name-of.ts'
import type { PersonaCard } from '../wire/persona.ts'
import { Badge } from './badge.tsx'
import { Icon } from './icon.tsx'
import { useKeys } from './use-keys.ts'

/** Who is signed in. */
export interface PersonaMenuProps {
  readonly session: Session
  readonly personas: readonly PersonaCard[]
  readonly onSwitch: () => void
  readonly onSignOut: () => void
}

/** The persona's name; opened: its `sub`, another persona, the way out. */
export function PersonaMenu({
  session,
  personas,
  onSwitch,
  onSignOut,
}: PersonaMenuProps): ReactElement {
  const [open, setOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  const { claims } = decodeToken(session.accessToken)
  const name = nameOf(claims, personas)
  useKeys((key) => {
    if (key === 'p') setOpen(!open)
    if (key === 'Escape') setOpen(false)
  })
  useOutside(frame, () => setOpen(false))

  return (
    <div className="menu-frame" ref={frame}>
      <button
        type="button"
        className="persona"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Badge name={name} /> {name} <span className="tag">OIDC</span> <Icon name="caret" />
      </button>
      {open && <Menu sub={claims['sub']} onSwitch={onSwitch} onSignOut={onSignOut} />}
    </div>
  )
}

type MenuProps = Pick<PersonaMenuProps, 'onSwitch' | 'onSignOut'> & { readonly sub: unknown }

function Menu({ sub, onSwitch, onSignOut }: MenuProps): ReactElement {
  return (
    <div className="menu" role="menu" aria-label="Persona">
      <p className="second">
        sub <code>{JSON.stringify(sub)}</code>
      </p>
      <button type="button" role="menuitem" autoFocus onClick={onSwitch}>
        Switch persona
      </button>
      <button type="button" role="menuitem" onClick={onSignOut}>
        Sign out
      </button>
    </div>
  )
}

function useOutside(frame: { readonly current: HTMLElement | null }, close: () => void): void {
  useEffect(() => {
    const listen = (event: PointerEvent): void => {
      const inside = event.target instanceof Node && frame.current?.contains(event.target)
      if (!inside) close()
    }
    document.addEventListener('pointerdown', listen)
    return () => document.removeEventListener('pointerdown', listen)
  })
}
