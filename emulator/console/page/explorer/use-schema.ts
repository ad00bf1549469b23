import { buildClientSchema, getIntrospectionQuery } from 'graphql'
import type { GraphQLSchema, IntrospectionQuery } from 'graphql'
import { useEffect, useState } from 'react'

import { isObject } from '../wire/json.ts'
import { askApi } from './ask-api.ts'

/** The API's schema, or why there is none. */
export interface SchemaState {
  readonly schema?: GraphQLSchema
  readonly problem?: string
}

/** Reads the schema anew for another token or definition; a schema once read stays while that happens. */
export function useSchema(accessToken: string, loadedAt: string): SchemaState {
  const [state, setState] = useState<SchemaState>({})

  useEffect(() => {
    let outdated = false
    loadSchema(accessToken)
      .then((schema) => !outdated && setState({ schema }))
      .catch((thrown: unknown) => {
        const problem = thrown instanceof Error ? thrown.message : String(thrown)
        if (!outdated) setState((before) => ({ ...before, problem }))
      })
    return () => {
      outdated = true
    }
  }, [accessToken, loadedAt])
  return state
}

async function loadSchema(accessToken: string): Promise<GraphQLSchema> {
  const answer = await askApi({ query: getIntrospectionQuery() }, accessToken)
  if (!hasSchema(answer)) throw new Error(errorOf(answer))

  return buildClientSchema(answer.data)
}

function hasSchema(answer: unknown): answer is { readonly data: IntrospectionQuery } {
  return isObject(answer) && isObject(answer['data']) && isObject(answer['data']['__schema'])
}

function errorOf(answer: unknown): string {
  const errors = isObject(answer) ? answer['errors'] : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  if (!isObject(first)) return 'neither a schema nor an error'

  return [first['errorType'], first['message']]
    .filter((part) => typeof part === 'string')
    .join(': ')
}
