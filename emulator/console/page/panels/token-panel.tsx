import type { ReactElement } from 'react'

import { decodeToken } from '../session/decode-token.ts'
import { nameOf } from '../session/name-of.ts'
import { signInHint } from '../session/sign-in-hint.ts'
import type { Session } from '../session/session.ts'
import { ClockControl } from '../token/clock-control.tsx'
import { RefreshNote } from '../token/refresh-note.tsx'
import { sayVerdict } from '../token/say-verdict.ts'
import { TimeLine } from '../token/time-line.tsx'
import { TokenDetail } from '../token/token-detail.tsx'
import { limitsOf, verdictOf } from '../token/token-limits.ts'
import { VerdictChip } from '../token/verdict-chip.tsx'
import { Icon } from '../components/icon.tsx'
import { useNow } from '../wire/use-now.ts'
import type { PanelProps } from './panel.ts'

/** Whether the API takes the token, since when not, why, and what would help. */
export function TokenPanel(props: PanelProps): ReactElement {
  const { session } = props.control
  return session ? <TokenOf {...props} session={session} /> : <NoToken {...props} />
}

function TokenOf(props: PanelProps & { readonly session: Session }): ReactElement {
  const { session, personas, clock, definition } = props
  const now = useNow(clock)
  const { claims } = decodeToken(session.accessToken)
  const limits = limitsOf(claims, definition.oidc ?? {})
  const verdict = verdictOf(limits, now)
  const text = sayVerdict(verdict, nameOf(claims, personas), now)

  return (
    <div className="token-panel">
      <header className="verdict">
        <VerdictChip verdict={verdict} />
        <h2>{text.title}</h2>
        <span className="push" />
        <TokenButtons {...props} hint={signInHint(claims, personas)} />
        <p>
          {text.reason} {text.help}
        </p>
      </header>
      <ClockControl clock={clock} />
      <TimeLine limits={limits} now={now} />
      {session.lastRefresh && <RefreshNote refresh={session.lastRefresh} />}
      <div className="token-columns">
        <TokenDetail
          title="Access token"
          hint="what the API gets"
          token={session.accessToken}
          limits={limits}
          now={now}
        />
        <TokenDetail
          title="ID token"
          hint="what the application reads"
          token={session.idToken}
          limits={[]}
          now={now}
        />
      </div>
    </div>
  )
}

type TokenButtonsProps = Pick<PanelProps, 'control' | 'signIn'> & {
  readonly hint: string | undefined
}

function TokenButtons({ control, signIn, hint }: TokenButtonsProps): ReactElement {
  return (
    <>
      <button
        type="button"
        disabled={control.busy || !control.session?.refreshToken}
        onClick={control.refresh}
      >
        <Icon name="refresh" /> Refresh
      </button>
      <button
        type="button"
        className="primary"
        disabled={control.busy}
        onClick={() => signIn(hint)}
      >
        Sign in again
      </button>
    </>
  )
}

function NoToken({ control, definition, signIn }: PanelProps): ReactElement {
  return (
    <div className="notice">
      <h2>There is no token yet</h2>
      <p>
        After a sign-in this panel shows what the tokens say, and for how long the API takes them.
      </p>
      <button
        type="button"
        className="primary large"
        disabled={control.busy || !definition.oidc}
        onClick={() => signIn()}
      >
        Open the sign-in page
      </button>
    </div>
  )
}
