import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import type { Severity } from './analysis/lint/lint-rule.ts'
import { projectFolder } from './definition/project-folder.ts'
import { EmulatorError } from './errors.ts'
import { isIssuerUrl } from './identity/issuer-name.ts'

/** What `amplite start` can be told, by option or in `amplite.config.json`; the command line wins. */
export interface GivenSettings {
  readonly definition?: string
  readonly port?: number
  readonly host?: string
  readonly tls?: boolean
  /** Issuers whose tokens count beside the sandbox's own. */
  readonly issuer?: string | readonly string[]
  readonly personas?: string
  readonly seed?: string
  readonly data?: string
  readonly memory?: boolean
  readonly watch?: boolean
  readonly open?: boolean
  readonly outputs?: string
  readonly json?: boolean
  readonly adminToken?: string
  readonly modes?: string
  /** In `amplite.config.json` only. */
  readonly dataSources?: DataSourceSettings
  /** In `amplite.config.json` only. */
  readonly lint?: LintSettings
}

/** Data sources that `backend.ts` adds, by the name that it gives them; `http` is where requests go. */
type DataSourceSettings = Readonly<Record<string, { readonly http: string }>>

/** How rules of `amplite lint` weigh, by id. */
export interface LintSettings {
  readonly rules?: Readonly<Record<string, Severity | 'off'>>
}

/** The same, settled: every path absolute, every default in place. */
export interface Settings {
  readonly definition: string
  readonly port: number
  /** Whether somebody asked for this very port. */
  readonly portGiven: boolean
  readonly host: string
  /** Whether the port also speaks TLS. */
  readonly tls: boolean
  /** Issuers whose tokens count beside the sandbox's own, as their tokens name them. */
  readonly issuers: readonly string[]
  readonly personasFile: string | undefined
  readonly seedFile: string | undefined
  /** The folder that keeps the items; undefined: nothing is kept. */
  readonly dataFolder: string | undefined
  readonly watch: boolean
  readonly open: boolean
  /** Where `amplify_outputs.json` is written. */
  readonly outputsFile: string
  readonly json: boolean
  readonly adminToken: string | undefined
  readonly modesFile: string | undefined
  /** What stands for the data sources of `backend.ts`, by name. */
  readonly dataSources: DataSourceSettings
  readonly lint: LintSettings
}

/** Where settings are looked for. */
export interface SettingsPlace {
  /** The folder that the command was called in. */
  readonly cwd: string
  /** Whether a person watches the output. */
  readonly isTerminal: boolean
}

/** The one place for defaults (`contract` §1). */
export function settle(given: GivenSettings, place: SettingsPlace): Settings {
  const { port = 20002, host = '127.0.0.1', tls = false } = given
  const { open = false, json = false, adminToken } = given
  assertGuarded(host, adminToken)
  const portGiven = given.port !== undefined
  const watch = given.watch ?? place.isTerminal
  const { dataSources = {}, lint = {} } = given
  const issuers = settleIssuers(given.issuer)
  const files = settleFiles(given, place)
  const flags = { tls, open, json, watch }
  return { port, portGiven, host, adminToken, issuers, dataSources, lint, ...flags, ...files }
}

function settleIssuers(given: GivenSettings['issuer'] = []): readonly string[] {
  const issuers = typeof given === 'string' ? [given] : given
  const wrong = issuers.find((issuer) => !isIssuerUrl(issuer))
  if (wrong === undefined) return issuers
  throw new EmulatorError(
    'USAGE',
    `--issuer ${JSON.stringify(wrong)} is no issuer; give its address as its tokens have it in iss: https://…, or http://… on this machine`,
  )
}

type Files = 'definition' | 'personasFile' | 'seedFile' | 'dataFolder' | 'outputsFile' | 'modesFile'

function settleFiles(given: GivenSettings, { cwd }: SettingsPlace): Pick<Settings, Files> {
  const at = (path: string): string => resolve(cwd, path)
  const optional = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : at(path)
  const definition = at(given.definition ?? 'amplify/data/resource.ts')
  const dataFolder = at(given.data ?? '.amplite')
  return {
    definition,
    personasFile: optional(given.personas) ?? besideProject(definition, personasNames),
    seedFile: optional(given.seed) ?? besideProject(definition, ['seed.json']),
    dataFolder: given.memory === true ? undefined : dataFolder,
    outputsFile: optional(given.outputs) ?? join(dataFolder, 'amplify_outputs.json'),
    modesFile: optional(given.modes),
  }
}

const personasNames = ['personas.json', 'personas.yaml', 'personas.yml']

/** In the folder that holds `amplify/`, else beside the definition. */
function besideProject(definition: string, names: readonly string[]): string | undefined {
  const folders = [projectFolder(definition), dirname(definition)].filter(
    (folder) => folder !== undefined,
  )
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
}

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '::1'])

/** Whoever reaches the port may become anybody, so more than this machine needs a token for the sandbox API. */
function assertGuarded(host: string, adminToken: string | undefined): void {
  if (loopbackHosts.has(host) || adminToken !== undefined) return
  throw new EmulatorError(
    'USAGE',
    `--host "${host}" lets other machines in; add --admin-token T, which guards the sandbox API`,
  )
}

/** This process's environment for one that it starts; what is undefined here is not there either. */
export function environmentWith(
  additions: Readonly<Record<string, string | undefined>>,
): NodeJS.ProcessEnv {
  return { ...process.env, ...additions }
}

/** The variables that ask for what a suite asks of the rules, each with its folder. */
export function recordingFolders(): readonly {
  readonly variable: string
  readonly folder: string
}[] {
  return recordingVariables.flatMap((variable) => {
    const folder = process.env[variable] ?? ''
    return folder === '' ? [] : [{ variable, folder: resolve(folder) }]
  })
}

const recordingVariables = ['AMPLITE_COVERAGE', 'AMPLITE_RECORD'] as const

/** What the user's functions get of this process's environment: of what Lambda has too, only what runs programs and Node. */
export function functionHostEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && isForFunctions(name) ? [[name, value]] : [],
    ),
  )
}

/** `NODE_OPTIONS` is how this process was started, not how a function is. */
function isForFunctions(name: string): boolean {
  return name === 'PATH' || (name.startsWith('NODE_') && name !== 'NODE_OPTIONS')
}

/** What `amplite mutate`, or somebody by hand, tells a process. */
export interface MutantOrder {
  /** The mutant that definitions become. */
  readonly mutant?: string
  /** Of which definition it is one, by its hash; absent: of every one that is loaded. */
  readonly definition?: string
  /** The file that is told what became of it. */
  readonly report?: string
}

export function mutantOrder(): MutantOrder {
  const { AMPLITE_MUTANT, AMPLITE_MUTANT_DEFINITION, AMPLITE_MUTANT_REPORT } = process.env
  const order = {
    mutant: AMPLITE_MUTANT,
    definition: AMPLITE_MUTANT_DEFINITION,
    report: AMPLITE_MUTANT_REPORT,
  }
  return Object.fromEntries(
    Object.entries(order).filter(([, value]) => value !== undefined && value !== ''),
  )
}

/** Whether other machines can reach the sandbox. */
export function isPublic({ host }: Settings): boolean {
  return !loopbackHosts.has(host)
}
