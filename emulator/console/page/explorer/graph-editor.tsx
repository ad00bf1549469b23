import { GraphiQL } from 'graphiql'
import type { GraphQLSchema } from 'graphql'
import { useCallback, useRef } from 'react'
import type { ComponentProps, ReactElement } from 'react'

import { useEffectiveTheme } from '../components/use-effective-theme.ts'
import { askApi } from './ask-api.ts'
import { isSubscription, withOwnName } from './named-operation.ts'
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
    if (isSubscription(own)) throw withoutStack(new Error(noSubscriptions))

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

const noSubscriptions =
  'the Explorer does not run subscriptions; subscribe with your client at the real-time address instead'

/** GraphiQL prints an error with its stack, which says nothing to whoever asks. */
function withoutStack(thrown: unknown): unknown {
  if (thrown instanceof Error) delete thrown.stack
  return thrown
}

/** Any JSON is shown as it came: that is what the client gets. */
function toResult(answer: unknown): Record<string, unknown> {
  return typeof answer === 'object' && answer !== null ? { ...answer } : { data: answer }
}
