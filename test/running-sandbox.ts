import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TestContext } from 'node:test'

/** The repository, in which commands run unless a test says otherwise. */
export const repository: string = join(import.meta.dirname, '..')
/** The sample definition, as it is named on the command line there. */
export const sample = 'seed/amplify/data/resource.ts'

// What `npm test` has just built starts in half the time; a test that is run by itself runs the sources. The loader is found
// from here, so that commands may run in folders without node_modules.
const amplite: readonly string[] =
  process.env['AMPLITE_TEST_BUILT'] === undefined
    ? ['--import', import.meta.resolve('tsx'), join(repository, 'emulator/cli/bin.ts')]
    : [join(repository, 'dist/cli/bin.js')]

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The ready line of `amplite start --json` (`contract` §1). */
export interface Ready {
  readonly event: 'ready'
  readonly url: string
  readonly graphql: string
  readonly realtime: string
  readonly issuer: string
  readonly console: string
  readonly sandbox: string
  readonly apiKey: string | null
  /** With `--tls`. */
  readonly https?: string
  /** With `--tls`: the PEM file to trust. */
  readonly certificate?: string
  readonly pid: number
  readonly startedInMs: number
}

/** A sandbox in a process of its own. */
export interface RunningSandbox {
  readonly ready: Ready
  readonly pid: number | undefined
  /** A line of its stdout, counted from 1, as soon as it is there. */
  line(number: number): Promise<string>
  /** What it printed up to now. */
  output(): Omit<Ended, 'code'>
  /** Ends it as Ctrl-C does. */
  stop(name?: 'SIGINT' | 'SIGTERM'): Promise<Ended>
  /** Ends it as a power cut does. */
  kill(): Promise<Ended>
}

/** Where and how a command runs. */
export interface CommandOptions {
  /** The repository by default. */
  readonly cwd?: string
  /** What runs instead of the sources, e.g. the installed command. */
  readonly command?: readonly string[]
  /** Whether signals go to all that the command started, as a terminal sends them; by default to the command alone. */
  readonly group?: boolean
}

type Child = ChildProcessByStdio<null, Readable, Readable>

/** A new folder that goes with the test. */
export function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'amplite-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Runs `amplite …` to its end. */
export async function runCommand(
  t: TestContext,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  return spawnCommand(t, args, options).ended
}

/**
 * Starts `amplite start … --json` and waits for the ready line; it ends with the test at the latest. Without `--port` the port is
 * a free one, without `--data` nothing is kept.
 */
export async function runSandbox(
  t: TestContext,
  args: readonly string[] = [sample],
  options: CommandOptions = {},
): Promise<RunningSandbox> {
  const place = args.includes('--data')
    ? []
    : ['--memory', '--outputs', join(newFolder(t), 'amplify_outputs.json')]
  const port = args.includes('--port') ? [] : ['--port', '0']
  const command = spawnCommand(t, ['start', ...args, ...place, ...port, '--json'], options)
  const { child, output, signal, ended } = command
  const end = (name: NodeJS.Signals): Promise<Ended> => {
    signal(name)
    return ended
  }
  const line = async (number: number): Promise<string> => {
    for (;;) {
      const lines = output().stdout.split('\n')
      const found = lines[number - 1]
      if (found !== undefined && lines.length > number) return found
      const event: unknown = await Promise.race([once(child.stdout, 'data'), ended])
      if (!Array.isArray(event)) throw new Error(`ended before line ${number}: ${output().stderr}`)
    }
  }
  return {
    ready: parseReady(await line(1)),
    line,
    pid: child.pid,
    output,
    stop: (name = 'SIGINT') => end(name),
    kill: () => end('SIGKILL'),
  }
}

interface SpawnedCommand {
  readonly child: Child
  output(): Omit<Ended, 'code'>
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

/** Starts a command without waiting for anything; it ends with the test at the latest. */
export function spawnCommand(
  t: TestContext,
  args: readonly string[],
  options: CommandOptions = {},
): SpawnedCommand {
  const { cwd = repository, command = [process.execPath, ...amplite], group } = options
  const [program = '', ...first] = command
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
  const child = spawn(program, [...first, ...args], { cwd, stdio, detached: group === true })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()))
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, ...printed }))

  const signal = (name: NodeJS.Signals): void => {
    if (group === true) signalGroup(child.pid, name)
    else child.kill(name)
  }
  const killNow = (): void => signal('SIGKILL')
  process.once('exit', killNow)
  t.after(async () => {
    killNow()
    await ended
    process.off('exit', killNow)
  })
  return { child, output: () => ({ ...printed }), signal, ended }
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, name)
  } catch {
    // Nobody of the group is left.
  }
}

function parseReady(line: string): Ready {
  const ready: Ready = JSON.parse(line)
  if (ready.event !== 'ready') throw new Error(`the first line is not the ready line: ${line}`)
  return ready
}
