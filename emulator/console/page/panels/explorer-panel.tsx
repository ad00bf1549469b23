import { Suspense, lazy } from 'react'
import type { ReactElement } from 'react'

import { Badge } from '../components/badge.tsx'
import { defaultQuery } from '../explorer/default-query.ts'
import { loadStyles } from '../explorer/load-styles.ts'
import { useSchema } from '../explorer/use-schema.ts'
import { decodeToken } from '../session/decode-token.ts'
import { nameOf } from '../session/name-of.ts'
import type { Session } from '../session/session.ts'
import { sayVerdict } from '../token/say-verdict.ts'
import { limitsOf, verdictOf } from '../token/token-limits.ts'
import { VerdictChip } from '../token/verdict-chip.tsx'
import { useNow } from '../wire/use-now.ts'
import type { PanelProps } from './panel.ts'

/** GraphiQL is large: it is fetched when the panel is opened first. */
const GraphEditor = lazy(async () => {
  const [module] = await Promise.all([
    import('../explorer/graph-editor.tsx'),
    loadStyles('/assets/graph-editor.css'),
  ])
  return { default: module.GraphEditor }
})

/** Queries against the API, as whoever is signed in. */
export function ExplorerPanel(props: PanelProps): ReactElement {
  const { session } = props.control
  return session ? <Explorer {...props} session={session} /> : <WithoutToken {...props} />
}

function Explorer(props: PanelProps & { readonly session: Session }): ReactElement {
  const { session, definition } = props
  const { schema, problem } = useSchema(session.accessToken, definition.loadedAt)
  return (
    <div className="explorer">
      <AskerBar {...props} />
      {schema && (
        <Suspense fallback={null}>
          <GraphEditor
            schema={schema}
            accessToken={session.accessToken}
            query={defaultQuery(definition.models)}
          />
        </Suspense>
      )}
      {!schema && problem !== undefined && <NoSchema {...props} problem={problem} />}
    </div>
  )
}

function AskerBar(props: PanelProps & { readonly session: Session }): ReactElement {
  const { session, personas, definition, clock } = props
  const now = useNow(clock)
  const { claims } = decodeToken(session.accessToken)
  const name = nameOf(claims, personas)
  const verdict = verdictOf(limitsOf(claims, definition.oidc ?? {}), now)
  return (
    <div className="bar">
      <Badge name={name} />
      <h2>{name}</h2>
      <span className="second">asks</span>
      <VerdictChip verdict={verdict} />
      <span className="second">{sayVerdict(verdict, name, now).reason}</span>
    </div>
  )
}

function NoSchema({
  problem,
  control,
  signIn,
}: PanelProps & { readonly problem: string }): ReactElement {
  return (
    <div className="notice">
      <h2>The schema does not load</h2>
      <p>
        The API answered <code>{problem}</code>. It gives its schema to a token that it accepts.
      </p>
      <button
        type="button"
        className="primary large"
        disabled={control.busy}
        onClick={() => signIn()}
      >
        Open the sign-in page
      </button>
    </div>
  )
}

function WithoutToken({ definition, control, signIn }: PanelProps): ReactElement {
  return (
    <div className="notice">
      <h2>Sign in to load the schema</h2>
      <p>
        Like the deployed API, <code>{definition.apiUrl}</code> answers 401 to whoever brings no
        token, and that goes for its schema too.
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
