import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A suite's command, and what it runs with. */
export interface SuiteRun {
  readonly program: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** Where its sandboxes tell what happens. */
  readonly report: string
  /** Milliseconds after which it is ended; absent: never. */
  readonly timeoutMs?: number
  /** Whether a line of the report settles it. */
  readonly settles: (line: string) => boolean
  /** Ends it. */
  readonly signal: AbortSignal
}

/** How it ended. */
export interface SuiteEnd {
  readonly how: 'passed' | 'failed' | 'settled' | 'timeout' | 'stopped'
  /** Of the program itself, or what stands for it: `exit code 1`, `SIGSEGV`, or why it could not be started. */
  readonly code: string
  readonly ms: number
  /** The lines that its sandboxes told. */
  readonly told: readonly string[]
  /** The end of what it printed. */
  readonly printed: string
}

const lookEveryMs = 40
/** How long a command may take to end itself, so that it can clean up. */
const graceMs = 2000
const keptCharacters = 6000

/** Runs a command in a process group of its own, which ends with it: nothing is left behind. */
export function runSuite(run: SuiteRun): Promise<SuiteEnd> {
  const [program = '', ...args] = run.program
  const started = performance.now()
  const child = spawn(program, args, {
    env: run.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = keepEnd(child)
  return new Promise((resolve) => {
    let early: SuiteEnd['how'] | undefined
    const end = (how: SuiteEnd['how']): void => {
      if (early === undefined) endGroup(child)
      early ??= how
    }
    const look = setInterval(() => {
      if (toldIn(run.report).some(run.settles)) end('settled')
    }, lookEveryMs)
    const timer =
      run.timeoutMs === undefined ? undefined : setTimeout(() => end('timeout'), run.timeoutMs)
    const stop = (): void => end('stopped')
    if (run.signal.aborted) stop()
    run.signal.addEventListener('abort', stop)

    let isOver = false
    const finish = (code: string, isFine: boolean): void => {
      if (isOver) return
      isOver = true
      clearInterval(look)
      clearTimeout(timer)
      run.signal.removeEventListener('abort', stop)
      signalGroup(child, 'SIGKILL')
      const told = toldIn(run.report)
      const settled = told.some(run.settles) ? 'settled' : undefined
      const how = early ?? settled ?? (isFine ? 'passed' : 'failed')
      resolve({ how, code, ms: performance.now() - started, told, printed: printed() })
    }
    child.once('error', (error) => finish(error.message, false))
    child.once('exit', (code, name) => finish(name ?? `exit code ${code}`, code === 0))
  })
}

function keepEnd({ stdout, stderr }: ChildProcess): () => string {
  let printed = ''
  const keep = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-keptCharacters)
  }
  stdout?.on('data', keep)
  stderr?.on('data', keep)
  return () => printed
}

function toldIn(report: string): readonly string[] {
  try {
    return readFileSync(report, 'utf8').split('\n').slice(0, -1)
  } catch {
    // Nobody has told anything yet.
    return []
  }
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
  child.once('exit', () => clearTimeout(timer))
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch {
    // Nobody of the group is left; where there are no groups, the program itself may be.
    child.kill(name)
  }
}
