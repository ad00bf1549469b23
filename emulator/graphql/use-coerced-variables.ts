import type { Plugin } from 'graphql-yoga'

import { coerceVariables } from './coerce-variables.ts'

/** Reads variables as graphql-java does, which takes more than graphql-js: `"5"` for an Int, 5 for a String. */
export function useCoercedVariables(): Plugin {
  return {
    onExecute: ({ args }) => {
      const { schema, document, operationName, variableValues = {} } = args
      const operation = { schema, document, operationName: operationName ?? undefined }
      args.variableValues = coerceVariables(operation, variableValues)
    },
  }
}
