import { GraphiQL } from 'graphiql'
import type { GraphQLSchema } from 'graphql'
import { useCallback, useRef } from 'react'
import type { ComponentProps, ReactElement } from 'react'

import { useEffectiveTheme } from '../components/use-effective-theme.ts'
import { askApi } from './ask-api.ts'
import type { GraphRequest } from './ask-api.ts'
import { isSubscription, withOwnName } from './named-operation.ts'
import { subscribeToApi } from './subscribe-api.ts'
import type { Listener } from './subscribe-api.ts'
import { useEditorsReady } from './use-editors-ready.ts'

/** GraphiQL for one schema and one token. */
export interface GraphEditorProps {
  readonly schema: GraphQLSchema
  readonly accessToken: string
  /** What stands in the first tab of a new session. */
  readonly query: string
}

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher']

/** The editor; queries, and headers if somebody writes some, stay in this browser tab and end with it. */
export function GraphEditor({ schema, accessToken, query }: GraphEditorProps): ReactElement {
  const theme = useEffectiveTheme()
  const frame = useRef<HTMLDivElement>(null)
  const ready = useEditorsReady(frame, theme)
  const token = useRef(accessToken)
  token.current = accessToken
  const fetcher = useCallback<Fetcher>(async (request, options) => {
    const own = withOwnName(request)
    if (isSubscription(own)) return live(own, token.current)

    const answer = askApi(own, token.current, options?.headers)
    return toResult(await answer.catch((thrown) => Promise.reject(withoutStack(thrown))))
  }, [])
  return (
    <div className="graph-editor" ref={frame} aria-busy={!ready}>
      <GraphiQL
        key={theme}
        schema={schema}
        fetcher={fetcher}
        defaultQuery={query}
        storage={sessionStorage}
        forcedTheme={theme}
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
      </GraphiQL>
    </div>
  )
}

/** What GraphiQL shows until its user stops it. */
function live(request: GraphRequest, accessToken: string): Live {
  return {
    subscribe: (listener) => {
      if (typeof listener !== 'object') throw new Error('GraphiQL listens with an object')
      const { next, error, complete } = listener
      const shown = { next, complete, error: (thrown: Error) => error(withoutStack(thrown)) }
      return { unsubscribe: subscribeToApi(request, accessToken, shown) }
    },
  }
}

/** As the type of GraphiQL's observables wants it; in fact it always gives an object. */
interface Live {
  subscribe(listener?: Listener | ((payload: never) => void)): { unsubscribe(): void }
}

/** GraphiQL prints an error with its stack, which says nothing to whoever asks. */
function withoutStack<T>(thrown: T): T {
  if (thrown instanceof Error) delete thrown.stack
  return thrown
}

/** Any JSON is shown as it came: that is what the client gets. */
function toResult(answer: unknown): Record<string, unknown> {
  return typeof answer === 'object' && answer !== null ? { ...answer } : { data: answer }
}
