/** Where a command prints; the only thing that writes to the terminal. */
export interface Output {
  /** A line on stdout. */
  line(text: string): void
  /** A line on stderr. */
  error(text: string): void
  /** A line on stderr that the next one replaces; absent where nobody watches. */
  readonly status?: ((text: string) => void) | undefined
}

/** The terminal's own streams. */
export const terminal: Output = {
  line: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
  status: process.stderr.isTTY
    ? (text) => void process.stderr.write(`\r\u001B[K${text}`)
    : undefined,
}
