import type { ReactElement } from 'react'

import { ClaimsList } from '../claims/claims-list.tsx'
import { Badge } from '../components/badge.tsx'
import { decodeToken } from '../session/decode-token.ts'
import { nameOf } from '../session/name-of.ts'
import { signInHint } from '../session/sign-in-hint.ts'
import type { Session } from '../session/session.ts'
import { limitRemark } from '../token/limit-remark.tsx'
import { VerdictChip } from '../token/verdict-chip.tsx'
import { sayVerdict } from '../token/say-verdict.ts'
import { limitsOf, verdictOf } from '../token/token-limits.ts'
import { useNow } from '../wire/use-now.ts'
import type { PanelProps } from './panel.ts'

/** Who is signed in, whether the API takes the token, and its claims. */
export function SignedIn(props: PanelProps & { readonly session: Session }): ReactElement {
  const { session, personas, clock, definition, signIn } = props
  const now = useNow(clock)
  const { claims } = decodeToken(session.accessToken)
  const name = nameOf(claims, personas)
  const limits = limitsOf(claims, definition.oidc ?? {})
  const verdict = verdictOf(limits, now)
  const { reason, help } = sayVerdict(verdict, name, now)

  return (
    <section className="pane detail" aria-label={`Signed in as ${name}`}>
      <div className="bar">
        <Badge name={name} />
        <h2>{name}</h2>
        <span className="tag">{claims['token_use'] === undefined ? 'OIDC' : 'User pool'}</span>
        <span className="push" />
        <button type="button" onClick={() => signIn(signInHint(claims, personas))}>
          Sign in again
        </button>
      </div>
      <div className="scroll">
        <p className="verdict-line">
          <VerdictChip verdict={verdict} /> {reason} {help}
        </p>
        <header className="section-head">
          <h3>Claims</h3>
          <span className="second">of the access token, as the API reads them</span>
        </header>
        <ClaimsList
          label="Claims of the access token"
          claims={claims}
          remark={limitRemark(limits, now)}
        />
      </div>
    </section>
  )
}
