import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'

import { EmulatorError, messageOf } from '../errors.ts'
import { loadPolicy } from '../load-policy.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import type { Settings } from '../settings.ts'

/** A version to compare, and what it is called in reports. */
export interface NamedVersion extends LoadedPolicy {
  /** e.g. `3f2c1ab (main)`, `working tree`, `other/resource.ts`. */
  readonly name: string
  /** Where its files stand in for those of the project; absent: they are the project's own. */
  readonly root?: string
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
  const root = join(project, '.amplite', 'base', sha)
  if (!existsSync(root)) await unpack({ sha, project, root })
  const now = new Date()
  await utimes(root, now, now)
  await prune(dirname(root))
  const path = relative(project, settings.definition)
  const short = sha.slice(0, 7)
  const name = /^[0-9a-f]{40}$/.test(ref) ? short : `${short} (${ref})`
  if (!existsSync(join(root, path)))
    throw usage(
      `${name} has no ${path}; name what to compare with, as in "--base other/resource.ts"`,
    )
  const loaded = await ofSide(name, () => loadPolicy(join(root, path), settings))
  return { ...loaded, name, root }
}

/** The nearest package around the definition: what is unpacked inside it finds the same node_modules. */
export function projectFolder(definition: string): string {
  let folder = dirname(definition)
  while (folder !== dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    folder = dirname(folder)
  }
  return dirname(definition)
}

interface Unpacking {
  readonly sha: string
  readonly project: string
  readonly root: string
}

/** `git archive` touches neither the index nor the work tree. Whole or not at all: the folder gets its name last. */
async function unpack({ sha, project, root }: Unpacking): Promise<void> {
  await mkdir(dirname(root), { recursive: true })
  const draft = await mkdtemp(join(dirname(root), 'unpacking-'))
  const prefix = await git(project, ['rev-parse', '--show-prefix'])
  const tree = prefix === '' ? sha : `${sha}:${prefix.replace(/\/$/, '')}`
  const top = await git(project, ['rev-parse', '--show-toplevel'])
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
      `git cannot unpack ${sha.slice(0, 7)} of ${basename(project)}; is the folder in that commit?`,
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
