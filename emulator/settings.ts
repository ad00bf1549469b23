import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

import { EmulatorError } from './errors.ts'

/** What `amplite start` can be told, by option or in `amplite.config.json`; the command line wins. */
export interface GivenSettings {
  readonly definition?: string
  readonly port?: number
  readonly host?: string
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
}

/** The same, settled: every path absolute, every default in place. */
export interface Settings {
  readonly definition: string
  readonly port: number
  /** Whether somebody asked for this very port. */
  readonly portGiven: boolean
  readonly host: string
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
  const { port = 20002, host = '127.0.0.1', open = false, json = false, adminToken } = given
  assertGuarded(host, adminToken)
  const portGiven = given.port !== undefined
  const watch = given.watch ?? place.isTerminal
  return { port, portGiven, host, open, json, adminToken, watch, ...settleFiles(given, place) }
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

function projectFolder(definition: string): string | undefined {
  let folder = dirname(definition)
  while (folder !== dirname(folder)) {
    if (basename(folder) === 'amplify') return dirname(folder)
    folder = dirname(folder)
  }
  return undefined
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

/** Whether other machines can reach the sandbox. */
export function isPublic({ host }: Settings): boolean {
  return !loopbackHosts.has(host)
}
