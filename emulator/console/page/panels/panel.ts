import type { ComponentType } from 'react'

import type { SessionControl } from '../session/use-session.ts'
import type { ClockReading } from '../wire/health.ts'
import type { SandboxDefinition } from '../wire/definition.ts'
import type { PersonaCard } from '../wire/persona.ts'

/** What every panel is given. */
export interface PanelProps {
  readonly definition: SandboxDefinition
  readonly personas: readonly PersonaCard[]
  readonly clock: ClockReading
  readonly control: SessionControl
  /** Leaves for the issuer's sign-in page and comes back to this panel. */
  readonly signIn: (loginHint?: string) => void
}

/** A tab of the console. */
export interface Panel {
  /** What the address says after `#`. */
  readonly id: string
  readonly title: string
  /** The key that opens it after `g`. */
  readonly key: string
  readonly Component: ComponentType<PanelProps>
}
