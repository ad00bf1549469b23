/** A line of the user's own code, or about it, for whoever watches the sandbox. */
export interface HandlerLog {
  /** The custom operation whose handler it is. */
  readonly operation: string
  readonly message: string
}
