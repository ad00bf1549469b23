import { startSandbox as start } from './sandbox.ts'
import type { Sandbox } from './sandbox.ts'
import { settle } from './settings.ts'
import type { GivenSettings } from './settings.ts'

export { EmulatorError } from './errors.ts'
export type { EmulatorErrorCode } from './errors.ts'
export type { Sandbox } from './sandbox.ts'
export type { GivenSettings } from './settings.ts'

/**
 * Starts what `amplite start` starts, with the same settings and defaults (paths are relative to the current folder).
 * Rejects with an `EmulatorError`.
 *
 * @example
 * const sandbox = await startSandbox({ port: 0, memory: true })
 * console.log(sandbox.urls.graphql)
 * await sandbox.close()
 */
export function startSandbox(settings: GivenSettings = {}): Promise<Sandbox> {
  return start(settle(settings, { cwd: process.cwd(), isTerminal: false }))
}
