import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

import { repository, spawnCommand } from './running-sandbox.ts'
import type { Ended } from './running-sandbox.ts'

/** Runs a suite with node:test in its folder, where `amplite/testing` is what this repository holds. */
export async function runSuite(t: TestContext, folder: string, file: string): Promise<Ended> {
  installSources(folder)
  const [program = '', ...args] = suiteCommand(join(folder, file))
  return spawnCommand(t, args, { cwd: folder, command: [program] }).ended
}

/** What runs a suite; a run inside of a run of tests would report to that one. */
export function suiteCommand(file: string): readonly string[] {
  const node = [process.execPath, '--import', import.meta.resolve('tsx'), '--test']
  return ['env', '-u', 'NODE_TEST_CONTEXT', ...node, file]
}

export function installSources(folder: string): void {
  const installed = join(folder, 'node_modules/amplite')
  mkdirSync(installed, { recursive: true })
  symlinkSync(join(repository, 'emulator'), join(installed, 'emulator'))
  symlinkSync(join(repository, 'node_modules'), join(installed, 'node_modules'))
  const exports = { './testing': './emulator/testing/index.ts' }
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ type: 'module', exports }))
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "type": "module" }')
}
