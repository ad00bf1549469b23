import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { build } from 'esbuild'

import type { Mutant } from './find-mutants.ts'

/** A copy of the repository that may be broken. */
export interface WorkingCopy {
  /** Whether the fast tests pass, of the rules alone. */
  readonly passesUnitTests: () => Promise<boolean>
  /** Whether the conformance cases pass, with the whole server around the rules. */
  readonly passesConformance: () => Promise<boolean>
  /** Breaks one file while something is looked at. */
  readonly whileBroken: <T>(mutant: Mutant, look: () => Promise<T>) => Promise<T>
  readonly remove: () => Promise<void>
}

/** What a copy holds, beside the packages, which it shares. */
const copied = ['emulator', 'seed', 'test', 'package.json', 'tsconfig.json']
const timeoutMs = 60_000

/** Copies the repository into a temporary folder. */
export async function makeWorkingCopy(
  root: string,
  unitTests: readonly string[],
  conformanceTests: readonly string[],
): Promise<WorkingCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'amplite-mutation-'))
  for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return {
    passesUnitTests: async () =>
      (await bundle(folder, unitTests)) && (await passes(folder, ['unit-tests.mjs'])),
    passesConformance: async () => {
      for (const file of conformanceTests) {
        if (!(await passes(folder, ['--import', 'tsx', file]))) return false
      }
      return true
    },
    whileBroken: async ({ file, text }, look) => {
      const path = join(folder, file)
      const sound = await readFile(path, 'utf8')
      await writeFile(path, text)
      try {
        return await look()
      } finally {
        await writeFile(path, sound)
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** All tests in one file that runs in one process: a fraction of the time. False when the code cannot be read at all. */
async function bundle(folder: string, files: readonly string[]): Promise<boolean> {
  try {
    await build({
      stdin: {
        contents: files.map((file) => `import './${file}'\n`).join(''),
        resolveDir: folder,
      },
      outfile: join(folder, 'unit-tests.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      ignoreAnnotations: true,
      logLevel: 'silent',
    })
    return true
  } catch {
    // A mutant that does not load is a dead one.
    return false
  }
}

/** Runs a file of tests, up to the first that fails. */
function passes(folder: string, argv: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...argv], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      if (/^\s*not ok/m.test(text)) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}
