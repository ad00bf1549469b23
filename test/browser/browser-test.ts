import { join } from 'node:path'
import type { TestContext } from 'node:test'

import type { Page } from 'playwright-core'

import { startSandbox } from '../../emulator/index.ts'
import { sample } from '../running-sandbox.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { findChromium, openBrowser } from './open-browser.ts'

const executablePath = findChromium()

/** Why a browser test is left out; false where there is a browser, and in CI, which has to have one. */
export const skip: string | false =
  executablePath === undefined && process.env['CI'] === undefined
    ? 'no chromium on this machine: apt-get install chromium'
    : false

/** Where the browser is, or should be. */
export const browserPath: string = executablePath ?? '/usr/bin/chromium'

type Sandbox = Awaited<ReturnType<typeof startSandbox>>

/** A sandbox in this process for as long as the test runs, of the sample unless the test says otherwise. */
export async function serveSandbox(
  t: TestContext,
  given: Partial<Parameters<typeof startSandbox>[0]> = {},
): Promise<Sandbox> {
  const sandbox = await startSandbox({
    definition: sample,
    port: 0,
    memory: true,
    outputs: join(temporaryFolder(t), 'amplify_outputs.json'),
    ...given,
  })
  t.after(() => sandbox.close())
  return sandbox
}

/** An empty page of a browser that goes with the test. */
export async function openPage(t: TestContext): Promise<Page> {
  const browser = await openBrowser(browserPath)
  t.after(() => browser.close())
  return browser.newPage({ viewport: { width: 1440, height: 900 } })
}
