import type { OutputStream } from './function-messages.ts'

type Print = (stream: OutputStream, text: string) => void

/** Turns chunks of output into lines; what has no end yet waits for it. */
export function createLineSplitter(print: Print): Print {
  const begun = { stdout: '', stderr: '' }
  return (stream, chunk) => {
    const lines = `${begun[stream]}${chunk}`.split('\n')
    begun[stream] = lines.pop() ?? ''
    for (const line of lines) print(stream, line)
  }
}
