import type { Plugin } from 'graphql-yoga'

import type { Events } from './events.ts'
import { mutationEvents } from './mutation-payloads.ts'
import type { ServerContext } from './use-appsync-request.ts'

/** Tells subscribers what a mutation answered; dry runs, which work on items of their own, tell nobody. */
export function useEvents(events: Events): Plugin<object, ServerContext> {
  return {
    onExecute: ({ args }) => {
      const { document, operationName, contextValue } = args
      if (isDryRun(contextValue)) return undefined
      return {
        onExecuteDone: ({ result }) => {
          if (Symbol.asyncIterator in result) return
          for (const event of mutationEvents(document, operationName ?? undefined, result.data))
            events.publish(event)
        },
      }
    },
  }
}

function isDryRun(context: unknown): boolean {
  return (
    typeof context === 'object' &&
    context !== null &&
    'isDryRun' in context &&
    context.isDryRun === true
  )
}
