import { useState } from 'react'
import type { ReactElement } from 'react'

import { Footer } from './components/footer.tsx'
import { TopBar } from './components/top-bar.tsx'
import { useKeys } from './components/use-keys.ts'
import { useHomeOrigin } from './session/use-home-origin.ts'
import { panels } from './panels/panels.ts'
import { useSession } from './session/use-session.ts'
import type { FinishSignIn } from './session/use-session.ts'
import { useSandbox } from './wire/use-sandbox.ts'

/** How the page was opened. */
export interface AppProps {
  /** Completes a sign-in that is on its way back from the issuer. */
  readonly returning: FinishSignIn | undefined
  /** The id of the panel to show. */
  readonly panel: string
}

/** The console: tabs, one panel, footer. */
export function App({ returning, panel }: AppProps): ReactElement {
  const sandbox = useSandbox()
  const control = useSession(returning)
  const [panelId, setPanelId] = useState(panel)
  const shown = panels.find(({ id }) => id === panelId) ?? panels[0]
  const { definition, personas, clock } = sandbox
  useHomeOrigin(definition?.oidc?.issuer)

  const open = (id: string): void => {
    history.replaceState(null, '', `#${id}`)
    setPanelId(id)
  }
  const signIn = (loginHint?: string): void => {
    const wish = { panel: shown.id, ...(loginHint !== undefined && { loginHint }) }
    if (definition?.oidc) control.signIn(definition.oidc, wish)
  }
  usePanelKeys(open)

  return (
    <div className="shell">
      <TopBar
        {...{ panels, shown, personas, clock, control, definition }}
        onOpen={open}
        onSignIn={signIn}
      />
      <Strip
        lost={sandbox.lost}
        problem={definition && sandbox.definitionError}
        error={control.error}
      />
      <main id="panel" className="panel" role="tabpanel" aria-labelledby={`tab-${shown.id}`}>
        {definition && clock ? (
          <shown.Component {...{ definition, personas, clock, control, signIn }} />
        ) : (
          <Waiting lost={sandbox.lost} />
        )}
      </main>
      <Footer definition={definition} />
    </div>
  )
}

/** `g` and then a panel's key open it. */
function usePanelKeys(open: (id: string) => void): void {
  const [armed, setArmed] = useState(false)
  useKeys((key) => {
    const target = armed ? panels.find((panel) => panel.key === key) : undefined
    if (target) open(target.id)
    setArmed(key === 'g')
  })
}

interface StripProps {
  readonly lost: string | undefined
  readonly problem: string | undefined
  readonly error: string | undefined
}

/** What is wrong, above the panel; what still works goes on. */
function Strip({ lost, problem, error }: StripProps): ReactElement {
  return (
    <div role="alert">
      {lost !== undefined && (
        <p className="strip">The sandbox does not answer ({lost}); trying again.</p>
      )}
      {problem !== undefined && (
        <p className="strip">
          The definition does not load: {problem}. The rules loaded before stay in force.
        </p>
      )}
      {error !== undefined && <p className="strip">Signing in did not work: {error}.</p>}
    </div>
  )
}

function Waiting({ lost }: { readonly lost: string | undefined }): ReactElement | null {
  return lost === undefined ? null : (
    <p className="empty">The console appears when the sandbox answers.</p>
  )
}
