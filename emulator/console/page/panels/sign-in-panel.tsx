import type { ReactElement } from 'react'

import { PersonaCard } from '../components/persona-card.tsx'
import { useKeys } from '../components/use-keys.ts'
import { decodeToken } from '../session/decode-token.ts'
import { findPersona } from '../wire/persona.ts'
import type { PanelProps } from './panel.ts'
import { SignedIn } from './signed-in.tsx'

/** The personas at the left; at the right who is signed in, or what signing in will do. */
export function SignInPanel(props: PanelProps): ReactElement {
  const { definition, personas, control, signIn } = props
  const { session } = control
  const who = session && findPersona(personas, decodeToken(session.accessToken).claims)

  useKeys((key) => {
    const persona = /^[1-9]$/.test(key) ? personas[Number(key) - 1] : undefined
    if (persona) signIn(persona.name)
  })

  return (
    <div className="panes sign-in-panes">
      <section className="pane list" aria-label="Personas">
        <div className="bar">
          <h2>Personas</h2>
          <span className="second">{personas.length}; a click signs in</span>
        </div>
        <div className="scroll cards">
          {personas.map((persona, index) => (
            <PersonaCard
              key={persona.name}
              persona={persona}
              digit={index + 1}
              limits={definition.oidc ?? {}}
              selected={persona === who}
              signedIn={persona === who}
              onChoose={() => signIn(persona.name)}
            />
          ))}
        </div>
      </section>
      {session ? <SignedIn {...props} session={session} /> : <SignedOut {...props} />}
    </div>
  )
}

function SignedOut({ definition, control, signIn }: PanelProps): ReactElement {
  if (!definition.oidc) return <WithoutOidc mode={definition.defaultMode} />

  const { issuer, clientId } = definition.oidc
  return (
    <section className="pane detail" aria-label="Nobody is signed in">
      <div className="notice">
        <h2>Nobody is signed in</h2>
        <p>
          The issuer’s sign-in page opens. Choose a persona there, edit its claims and the age of
          its token if you like, and come back here with tokens that the API takes: authorization
          code with PKCE, as in your application.
        </p>
        <button
          type="button"
          className="primary large"
          disabled={control.busy}
          onClick={() => signIn()}
        >
          {control.busy ? 'Signing in' : 'Open the sign-in page'}
        </button>
        <dl className="facts">
          <dt>Issuer</dt>
          <dd>
            <code>{issuer}</code>
          </dd>
          <dt>Client</dt>
          <dd>
            <code>{clientId}</code>
          </dd>
          <dt>API</dt>
          <dd>
            <code>{definition.apiUrl}</code>
          </dd>
        </dl>
      </div>
    </section>
  )
}

function WithoutOidc({ mode }: { readonly mode: string }): ReactElement {
  return (
    <section className="pane detail">
      <p className="empty">
        The definition has neither an <code>oidcAuthorizationMode</code> nor a user pool (its
        default mode is <code>{mode}</code>), so nobody can sign in here.
      </p>
    </section>
  )
}
