/** One call of the sandbox API. */
export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly path: RegExp
  readonly takesBody: boolean
  readonly answer: (call: Call) => Promise<Reply> | Reply
}

interface Call {
  /** The parsed JSON body, where the route takes one. */
  readonly body: unknown
  readonly search: URLSearchParams
  readonly path: string
}

interface Reply {
  /** 200 by default. */
  readonly status?: number
  readonly body: unknown
}
