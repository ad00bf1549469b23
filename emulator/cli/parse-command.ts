import { parseArgs } from 'node:util'

import { EmulatorError, messageOf } from '../errors.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { tokenModes } from '../model/modes.ts'
import type { TokenMode } from '../model/modes.ts'
import type { GivenSettings } from '../settings.ts'
import { analysisOptions, readAnalysisOptions, withOptionalValues } from './analysis-options.ts'
import type { AnalysisOptions } from './analysis-options.ts'
import { coverageOptions, readCoverageOptions } from './coverage-options.ts'
import type { CoverageOptions } from './coverage-options.ts'
import { mutateOptions, readMutateOptions } from './mutate/mutate-options.ts'
import type { MutateOptions } from './mutate/mutate-options.ts'

/** Commands that run. */
const commandNames = [
  'start',
  'exec',
  'token',
  'explain',
  'matrix',
  'diff',
  'lint',
  'coverage',
  'mutate',
  'schema',
  'outputs',
  'record',
  'help',
  'version',
] as const
type CommandName = (typeof commandNames)[number]

/** The command line, read. */
export interface Command {
  readonly name: CommandName
  /** What stands beside the options, e.g. a definition or a persona. */
  readonly positionals: readonly string[]
  /** Of `exec`, `coverage` and `mutate`: the program and its arguments, which stand behind `--`. */
  readonly program: readonly string[]
  readonly settings: GivenSettings
  readonly platform?: string
  /** Whose tokens are meant; absent: those of the API's default mode. */
  readonly mode?: TokenMode
  readonly out?: string
  readonly analysis: AnalysisOptions
  readonly coverage: CoverageOptions
  readonly mutate: MutateOptions
  /** Of a running sandbox; absent: the one on the port of the settings. */
  readonly url?: string
}

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  tls: { type: 'boolean' },
  issuer: { type: 'string', multiple: true },
  personas: { type: 'string' },
  seed: { type: 'string' },
  data: { type: 'string' },
  memory: { type: 'boolean' },
  watch: { type: 'boolean' },
  'no-watch': { type: 'boolean' },
  open: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  outputs: { type: 'string' },
  json: { type: 'boolean' },
  'admin-token': { type: 'string' },
  modes: { type: 'string' },
  definition: { type: 'string' },
  platform: { type: 'string' },
  mode: { type: 'string' },
  out: { type: 'string' },
  url: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  ...analysisOptions,
  ...coverageOptions,
  ...mutateOptions,
} as const

/** Reads the arguments; throws USAGE with the user's own word and a way out. */
export function parseCommand(args: readonly string[]): Command {
  const own = ownArguments(args)
  const { values, positionals } = readArguments(own)
  const [first, ...rest] = positionals
  const named = first !== undefined && isCommand(first)
  const name = commandOf(values, named ? first : 'start')
  const others = named || first === undefined ? rest : [first, ...rest]
  refuseUnknownCommand(others[0], named)
  refuseProgram(name, args.slice(own.length))
  return {
    name,
    positionals: others,
    program: args.slice(own.length + 1),
    settings: settingsOf(values),
    analysis: readAnalysisOptions(values),
    coverage: readCoverageOptions(values),
    mutate: readMutateOptions(values),
    ...(values.platform === undefined ? {} : { platform: values.platform }),
    ...(values.mode === undefined ? {} : { mode: parseMode(values.mode) }),
    ...(values.out === undefined ? {} : { out: values.out }),
    ...(values.url === undefined ? {} : { url: values.url }),
  }
}

/** What stands before `--`; behind it are the program and the arguments that `exec` runs. */
export function ownArguments(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--')
  return end === -1 ? args : args.slice(0, end)
}

type Values = ReturnType<typeof readArguments>['values']

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...withOptionalValues(args)],
      options,
      allowPositionals: true,
      strict: true,
    })
  } catch (cause) {
    const [, option] = /Unknown option '(--?[^' ]+)/.exec(messageOf(cause)) ?? []
    if (option === undefined) throw usage(badOption(messageOf(cause)), cause)
    const known = Object.keys(options).map((name) => `--${name}`)
    throw usage(
      `unknown option "${option}"${didYouMean(option, known)}; "amplite help" lists them`,
      cause,
    )
  }
}

/** What `parseArgs` says of a value that is missing or too many, with the way out. */
function badOption(message: string): string {
  const [sentence = message] = message.split('\n')
  return `${lowerFirst(sentence).replaceAll("'", '"')}; "amplite help" shows how`
}

function commandOf(values: Values, name: CommandName): CommandName {
  if (values.help === true) return 'help'
  return values.version === true ? 'version' : name
}

function isCommand(word: string): word is CommandName {
  return commandNames.some((name) => name === word)
}

function refuseProgram(name: CommandName, behind: readonly string[]): void {
  if (name === 'exec' && behind.length < 2)
    throw usage(
      'what is to be run? "amplite exec" takes the command behind "--", as in "amplite exec -- npm test"',
    )
  if (behind.length === 1 && name === 'coverage')
    throw usage(
      'what is to be run? "amplite coverage" takes the suite behind "--", as in "amplite coverage -- npm test"',
    )
  if (behind.length < 2 && name === 'mutate')
    throw usage(
      'what is to be run? "amplite mutate" takes the suite behind "--", as in "amplite mutate -- npm test"',
    )
  if (behind.length === 0 || ['exec', 'coverage', 'mutate', 'help'].includes(name)) return
  throw usage(
    `only "amplite exec", "amplite coverage" and "amplite mutate" take a command behind "--", as in "amplite exec -- npm test"`,
  )
}

/** A first word without a dot or slash is meant as a command, not as a file. */
function refuseUnknownCommand(word: string | undefined, named: boolean): void {
  if (named || word === undefined) return
  if (!/[./\\]/.test(word))
    throw usage(
      `unknown command "${word}"${didYouMean(word, commandNames)}; "amplite help" lists them`,
    )
}

function settingsOf(values: Values): GivenSettings {
  const {
    port,
    host,
    tls,
    issuer,
    personas,
    seed,
    data,
    memory,
    outputs,
    json,
    modes,
    definition,
  } = values
  const given = {
    port: port === undefined ? undefined : parsePort(port),
    host,
    tls,
    issuer,
    personas,
    seed,
    data,
    memory,
    outputs,
    json,
    modes,
    definition,
    watch: toggle(values.watch, values['no-watch']),
    open: toggle(values.open, values['no-open']),
    adminToken: values['admin-token'],
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function toggle(on: boolean | undefined, off: boolean | undefined): boolean | undefined {
  return off === true ? false : on
}

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw usage(`--port "${text}" is no port; give a number from 0 (any free one) to 65535`)
}

function parseMode(word: string): TokenMode {
  const mode = tokenModes.find((known) => known === word)
  if (mode !== undefined) return mode
  throw usage(`--mode "${word}" is none of ${tokenModes.join(', ')}${didYouMean(word, tokenModes)}`)
}

function usage(message: string, cause?: unknown): EmulatorError {
  return new EmulatorError('USAGE', message, { cause })
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '')
}
