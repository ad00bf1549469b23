/** Where a command prints; the only thing that writes to the terminal. */
export interface Output {
  /** A line on stdout. */
  line(text: string): void
  /** A line on stderr. */
  error(text: string): void
}

/** The terminal's own streams. */
export const terminal: Output = {
  line: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
}
