import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startSandbox } from '../sandbox.ts'
import type { Sandbox } from '../sandbox.ts'
import { environmentWith, settle } from '../settings.ts'
import type { GivenSettings, SettingsPlace } from '../settings.ts'
import type { Output } from './output.ts'
import { readConfig } from './read-config.ts'
import { runProgram } from './run-program.ts'
import { watchSignals } from './watch-signals.ts'

/** What is to be run, and where. */
export interface Execution {
  /** Of the command line. */
  readonly given: GivenSettings
  /** The program and its arguments: what stands behind `--`. */
  readonly program: readonly string[]
  readonly place: SettingsPlace
}

/**
 * `amplite exec -- npm test`: a sandbox on a free port, the program beside it, and nothing left behind; gives the program's
 * exit code, or 128 and the number of the signal that ended it. What stdout says is the program's alone.
 */
export async function exec(execution: Execution, output: Output): Promise<number> {
  const signals = watchSignals()
  const folder = await mkdtemp(join(tmpdir(), 'amplite-exec-'))
  try {
    return await runBeside(execution, { signals, folder, output })
  } finally {
    signals.close()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Surroundings {
  readonly signals: ReturnType<typeof watchSignals>
  /** For what nobody asked to keep. */
  readonly folder: string
  readonly output: Output
}

async function runBeside(
  { given, program, place }: Execution,
  { signals, folder, output }: Surroundings,
): Promise<number> {
  const config = await readConfig(place.cwd)
  const settings = settle({ ...config, ...ownDefaults(folder), ...given }, place)
  const sandbox = await startSandbox(settings, undefined, linesTo(output))
  try {
    announce(sandbox, output)
    return await runProgram(program, { environment: environmentOf(sandbox), signals, output })
  } finally {
    await sandbox.close()
  }
}

/** A port, items and a file that are in nobody's way: those of the configuration belong to `amplite start`. */
function ownDefaults(folder: string): GivenSettings {
  const outputs = join(folder, 'amplify_outputs.json')
  return { port: 0, data: folder, memory: true, outputs, watch: false, open: false }
}

/** What the user's own code prints must not get into what the program says. */
function linesTo(output: Output): Parameters<typeof startSandbox>[2] & object {
  return {
    onHandlerLog: ({ operation, message }) => output.error(`[${operation}] ${message}`),
    onFunctionOutput: ({ function: name, text }) => output.error(`[${name}] ${text}`),
  }
}

function environmentOf({ urls, settings, world }: Sandbox): NodeJS.ProcessEnv {
  return environmentWith({
    AMPLITE_URL: urls.url,
    AMPLITE_GRAPHQL_URL: urls.graphql,
    AMPLITE_ISSUER: urls.issuer,
    AMPLITE_OUTPUTS: settings.outputsFile,
    AMPLITE_API_KEY: world.apiKey,
  })
}

/** On stderr, because stdout is the program's. */
function announce({ settings, urls, world, warnings }: Sandbox, output: Output): void {
  const { json } = settings
  if (json)
    output.error(
      JSON.stringify({ event: 'ready', ...urls, apiKey: world.apiKey ?? null, pid: process.pid }),
    )
  for (const message of warnings)
    output.error(json ? JSON.stringify({ event: 'warning', message }) : `amplite: note: ${message}`)
}
