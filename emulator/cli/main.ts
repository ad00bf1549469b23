import { EmulatorError, messageOf } from '../errors.ts'
import { settle } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { version } from '../version.ts'
import { exitCodeOf, exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import { helpText } from './help-text.ts'
import { terminal } from './output.ts'
import type { Output } from './output.ts'
import { parseCommand } from './parse-command.ts'
import type { Command } from './parse-command.ts'
import { printDiff } from './print-diff.ts'
import { printExplanation } from './print-explanation.ts'
import { printMatrix } from './print-matrix.ts'
import { printOutputs } from './print-outputs.ts'
import { printSchema } from './print-schema.ts'
import { printToken } from './print-token.ts'
import { readConfig } from './read-config.ts'
import { start } from './start.ts'

/** Runs one command line to its end and gives the exit code; what the user got wrong is one sentence on stderr. */
export async function main(args: readonly string[], output: Output = terminal): Promise<ExitCode> {
  try {
    return (await run(parseCommand(args), output)) ?? exitCodes.fine
  } catch (error) {
    if (!(error instanceof EmulatorError)) {
      output.error(
        `amplite: unexpected: ${error instanceof Error ? (error.stack ?? messageOf(error)) : messageOf(error)}`,
      )
      return exitCodes.unexpected
    }
    output.error(args.includes('--json') ? jsonError(error) : `amplite: ${error.message}`)
    return exitCodeOf(error.code)
  }
}

/** Nothing means that all is fine. */
async function run(command: Command, output: Output): Promise<ExitCode | void> {
  switch (command.name) {
    case 'help':
      return output.line(helpText)
    case 'version':
      return output.line(version)
    case 'start':
      return start(await settingsOf(command, command.positionals), output)
    case 'token':
      return printToken(await settingsOf(command, command.positionals.slice(1)), command, output)
    case 'explain':
      return printExplanation(await settingsOf(command, []), command, output)
    case 'matrix':
      return printMatrix(await settingsOf(command, command.positionals), command.analysis, output)
    case 'diff':
      return printDiff(await settingsOf(command, command.positionals), command.analysis, output)
    case 'schema':
      return printSchema(await settingsOf(command, command.positionals), output)
    case 'outputs':
      return printOutputs(await settingsOfClient(command), command, output)
  }
}

async function settingsOf(
  { settings, name }: Command,
  files: readonly string[],
): Promise<Settings> {
  const [definition, extra] = files
  if (extra !== undefined)
    throw new EmulatorError(
      'USAGE',
      `"amplite ${name}" takes one definition, but "${extra}" stands behind it`,
    )
  const cwd = process.cwd()
  const config = await readConfig(cwd)
  const given = { ...config, ...settings, ...(definition === undefined ? {} : { definition }) }
  return settle(given, { cwd, isTerminal: process.stdout.isTTY })
}

/** The host of `outputs` is where an app looks, not where anybody listens. */
function settingsOfClient(command: Command): Promise<Settings> {
  const { host: _host, ...settings } = command.settings
  return settingsOf({ ...command, settings }, command.positionals)
}

function jsonError({ code, message }: EmulatorError): string {
  return JSON.stringify({ event: 'error', code, message })
}
