import type { RequestCredentials } from './authenticate.ts'

/** What a signature covers. A message of the WebSocket that carries signed headers is one, too. */
export interface SignedRequest {
  readonly method: string
  /** With its query, e.g. `/graphql`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Asked for when there is a signature to check; a GET has none. */
  readonly body: () => Promise<string> | string
}

/** The credentials that a request's headers hold, whatever the case of their names. */
export function credentialsOf(request: SignedRequest): RequestCredentials {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return {
    authorization: headers['authorization'],
    apiKey: headers['x-api-key'],
    request: { ...request, headers },
  }
}
