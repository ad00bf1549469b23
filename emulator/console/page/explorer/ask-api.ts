/** A GraphQL request as it goes over the wire. */
export interface GraphRequest {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: unknown
}

/** Asks the API as whoever the token speaks of; AppSync takes the token without `Bearer` (clients §6). */
export async function askApi(
  request: GraphRequest,
  accessToken: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: accessToken, ...headers },
    body: JSON.stringify(request),
  })
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`the API answered HTTP ${response.status} without JSON`)
  }
}
