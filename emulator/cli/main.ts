import { EmulatorError, messageOf } from '../errors.ts'
import { settle } from '../settings.ts'
import type { GivenSettings, Settings } from '../settings.ts'
import { version } from '../version.ts'
import { coverage } from './coverage.ts'
import { exec } from './exec.ts'
import type { Execution } from './exec.ts'
import { exitCodeOf, exitCodes } from './exit-code.ts'
import { helpText } from './help-text.ts'
import { mutate } from './mutate/mutate.ts'
import { terminal } from './output.ts'
import type { Output } from './output.ts'
import { ownArguments, parseCommand } from './parse-command.ts'
import type { Command } from './parse-command.ts'
import { printDiff } from './print-diff.ts'
import { printExplanation } from './print-explanation.ts'
import { printLint } from './print-lint.ts'
import { printMatrix } from './print-matrix.ts'
import { printOutputs } from './print-outputs.ts'
import { printSchema } from './print-schema.ts'
import { printToken } from './print-token.ts'
import { readConfig } from './read-config.ts'
import { record } from './record.ts'
import { start } from './start.ts'

/** Runs one command line to its end and gives the exit code; what the user got wrong is one sentence on stderr. */
export async function main(args: readonly string[], output: Output = terminal): Promise<number> {
  try {
    return (await run(parseCommand(args), output)) ?? exitCodes.fine
  } catch (error) {
    if (!(error instanceof EmulatorError)) {
      output.error(
        `amplite: unexpected: ${error instanceof Error ? (error.stack ?? messageOf(error)) : messageOf(error)}`,
      )
      return exitCodes.unexpected
    }
    const isJson = ownArguments(args).includes('--json')
    output.error(isJson ? jsonError(error) : `amplite: ${error.message}`)
    return exitCodeOf(error.code)
  }
}

/** Gives a code where the command has one of its own; nothing means that all is fine. */
async function run(command: Command, output: Output): Promise<number | void> {
  switch (command.name) {
    case 'help':
      return output.line(helpText)
    case 'version':
      return output.line(version)
    case 'start':
      return start(await settingsOf(command, command.positionals), output)
    case 'exec':
      return exec(executionOf(command), output)
    case 'token':
      return printToken(await settingsOf(command, command.positionals.slice(1)), command, output)
    case 'explain':
      return printExplanation(await settingsOf(command, []), command, output)
    case 'matrix':
      return printMatrix(await settingsOf(command, command.positionals), command.analysis, output)
    case 'diff':
      return printDiff(await settingsOf(command, command.positionals), command.analysis, output)
    case 'lint':
      return printLint(await settingsOf(command, command.positionals), command.analysis, output)
    case 'coverage': {
      const { coverage: options, program } = command
      return coverage(await settingsOf(command, command.positionals), { options, program }, output)
    }
    case 'mutate': {
      const { mutate: options, program } = command
      return mutate(
        await settingsOf(withoutSeed(command), command.positionals),
        { options, program },
        output,
      )
    }
    case 'schema':
      return printSchema(await settingsOf(command, command.positionals), output)
    case 'record':
      return record(await settingsOf(command, []), command, output)
    case 'outputs':
      return printOutputs(await settingsOfClient(command), command, output)
  }
}

async function settingsOf(command: Command, files: readonly string[]): Promise<Settings> {
  const cwd = process.cwd()
  const config = await readConfig(cwd)
  const given = { ...config, ...givenWith(command, files) }
  return settle(given, { cwd, isTerminal: process.stdout.isTTY })
}

/** Of `mutate`, `--seed` chooses the sample. */
function withoutSeed(command: Command): Command {
  const { seed: _, ...settings } = command.settings
  return { ...command, settings }
}

function executionOf(command: Command): Execution {
  const { settings, program, positionals } = command
  const memory = settings.data === undefined ? {} : { memory: settings.memory ?? false }
  const place = { cwd: process.cwd(), isTerminal: false }
  return { given: { ...givenWith(command, positionals), ...memory }, program, place }
}

function givenWith({ settings, name }: Command, files: readonly string[]): GivenSettings {
  const [definition, extra] = files
  if (extra !== undefined)
    throw new EmulatorError(
      'USAGE',
      `"amplite ${name}" takes one definition, but "${extra}" stands behind it`,
    )
  return { ...settings, ...(definition === undefined ? {} : { definition }) }
}

/** The host of `outputs` is where an app looks, not where anybody listens. */
function settingsOfClient(command: Command): Promise<Settings> {
  const { host: _host, ...settings } = command.settings
  return settingsOf({ ...command, settings }, command.positionals)
}

function jsonError({ code, message }: EmulatorError): string {
  return JSON.stringify({ event: 'error', code, message })
}
