import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, realpath, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'

import { placeText } from '../definition/place-text.ts'
import { EmulatorError, messageOf } from '../errors.ts'
import { loadPolicy } from '../load-policy.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import type { Settings } from '../settings.ts'
import { otherDataSchema } from './base-lockfile.ts'

/** A version to compare, and what it is called in reports. */
export interface NamedVersion extends LoadedPolicy {
  /** e.g. `3f2c1ab (main)`, `working tree`, `other/resource.ts`. */
  readonly name: string
  /** Where its files stand, and for which folder of the repository; absent: they are the project's own. */
  readonly unpacked?: Unpacked
  /** What is worth knowing about it. */
  readonly warnings?: readonly string[]
}

/** The version that a word names: a file, or a git ref. */
export async function namedVersion(word: string, settings: Settings): Promise<NamedVersion> {
  const file = resolve(word)
  if (file.endsWith('.lock') && existsSync(file))
    throw usage(
      `"${word}" is a lock file, which can be the base alone: "amplite diff --base ${word}" compares the definition with it`,
    )
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
  if (isFile) return { ...(await ofSide(word, () => loadPolicy(file, settings))), name: word }
  return versionOfRef(word, settings)
}

/** Where the branch left the one that it follows; without one, the last commit. */
export async function defaultBase(settings: Settings): Promise<string> {
  const folder = dirname(settings.definition)
  return git(folder, ['merge-base', 'HEAD', '@{upstream}']).catch(() => 'HEAD')
}

async function versionOfRef(ref: string, settings: Settings): Promise<NamedVersion> {
  const project = projectFolder(settings.definition)
  const sha = await git(project, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).catch(
    () => {
      throw usage(`"${ref}" is neither a file nor a commit that git knows here`)
    },
  )
  const short = sha.slice(0, 7)
  const name = /^[0-9a-f]{40}$/.test(ref) ? short : `${short} (${ref})`
  const top = await git(project, ['rev-parse', '--show-toplevel'])
  const show = (path: string): Promise<string> => git(top, ['show', `${sha}:${path}`])
  const warning = await otherDataSchema(await realpath(project), top, { name, show })
  const loaded = await loadCommit({ sha, name, project, top }, settings)
  return { ...loaded, warnings: [...(warning === undefined ? [] : [warning]), ...readNow(loaded)] }
}

interface Commit {
  readonly sha: string
  readonly name: string
  readonly project: string
  readonly top: string
}

/** The package alone, as a rule; the whole repository where the definition reads files outside of it (workspaces). */
async function loadCommit(commit: Commit, settings: Settings): Promise<NamedVersion> {
  const { project, top } = commit
  const whole = async (): Promise<NamedVersion> => loadFrom(commit, top, settings)
  if ((await realpath(project)) === top) return loadFrom(commit, project, settings)
  const own = await loadFrom(commit, project, settings).catch((error: unknown) => {
    if (error instanceof EmulatorError) return error
    throw error
  })
  if (own instanceof EmulatorError)
    return whole().catch(() => {
      throw own
    })
  return readNow(own).length === 0 ? own : whole().catch(() => own)
}

async function loadFrom(
  { sha, name, project }: Commit,
  folder: string,
  settings: Settings,
): Promise<NamedVersion> {
  const root = join(project, '.amplite', 'base', folder === project ? sha : `${sha}-repository`)
  if (!existsSync(root)) await unpack({ sha, folder, root })
  const now = new Date()
  await utimes(root, now, now)
  await prune(dirname(root))
  const from = folder === project ? project : await realpath(project)
  const path = join(relative(folder, from), relative(project, settings.definition))
  if (!existsSync(join(root, path)))
    throw usage(
      `${name} has no ${path}; name what to compare with, as in "--base other/resource.ts"`,
    )
  const loaded = await ofSide(name, () => loadPolicy(join(root, path), settings))
  return { ...loaded, name, unpacked: { root, folder } }
}

/** Files that the definition of a commit reads from the working tree, such as packages of a workspace that are linked. */
function readNow({ name, definition, unpacked }: NamedVersion): readonly string[] {
  return definition.sources
    .filter((file) => !file.startsWith(`${unpacked?.root ?? ''}/`) && !isInstalled(file))
    .map((file) => `${name} reads ${placeText(file)} as it is now, not as it was in that commit`)
}

function isInstalled(file: string): boolean {
  return file.includes('/node_modules/')
}

/** The nearest package around the definition: what is unpacked inside it finds the same node_modules. */
function projectFolder(definition: string): string {
  let folder = dirname(definition)
  while (folder !== dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    folder = dirname(folder)
  }
  return dirname(definition)
}

/** A folder of the repository as it was, and where it stands now. */
interface Unpacked {
  readonly root: string
  readonly folder: string
}

/** `git archive` touches neither the index nor the work tree. Whole or not at all: the folder gets its name last. */
async function unpack({ sha, folder, root }: Unpacked & { readonly sha: string }): Promise<void> {
  await mkdir(dirname(root), { recursive: true })
  const draft = await mkdtemp(join(dirname(root), 'unpacking-'))
  const prefix = await git(folder, ['rev-parse', '--show-prefix'])
  const tree = prefix === '' ? sha : `${sha}:${prefix.replace(/\/$/, '')}`
  const top = await git(folder, ['rev-parse', '--show-toplevel'])
  const archive = spawn('git', ['archive', '--format=tar', tree], {
    cwd: top,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const tar = spawn('tar', ['-x', '-C', draft], { stdio: ['pipe', 'ignore', 'pipe'] })
  archive.stdout.pipe(tar.stdin)
  const [[archived], [extracted]] = await Promise.all([once(archive, 'close'), once(tar, 'close')])
  if (archived !== 0 || extracted !== 0) {
    await rm(draft, { recursive: true, force: true })
    throw usage(
      `git cannot unpack ${sha.slice(0, 7)} of ${basename(folder)}; is the folder in that commit?`,
    )
  }
  // Somebody else may have been faster; theirs is the same.
  await rename(draft, root).catch(() => rm(draft, { recursive: true, force: true }))
}

const keptBases = 10

/** The bases that were asked for last are kept. */
async function prune(folder: string): Promise<void> {
  const names = await readdir(folder)
  const found = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = found.toSorted((one, other) => other.at - one.at).slice(keptBases)
  for (const { name } of old) await rm(join(folder, name), { recursive: true, force: true })
}

async function git(cwd: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', [...args], { cwd })
  return stdout.trim()
}

/** A definition that cannot be loaded says which of the two it is. */
async function ofSide(name: string, load: () => Promise<LoadedPolicy>): Promise<LoadedPolicy> {
  try {
    return await load()
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error
    throw new EmulatorError(error.code, `${name}: ${messageOf(error)}`, { cause: error })
  }
}

function usage(message: string): EmulatorError {
  return new EmulatorError('USAGE', message)
}
