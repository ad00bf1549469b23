import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { startSandbox } from '../../emulator/index.ts'
import { findChromium, openBrowser } from './open-browser.ts'

/** Takes the README's pictures of the console anew: `npm run pictures`. */
const executablePath = findChromium()
if (executablePath === undefined)
  throw new Error('no chromium on this machine: apt-get install chromium')

const folder = join(import.meta.dirname, 'pictures')
await mkdir(folder, { recursive: true })
const sandbox = await startSandbox({
  definition: 'seed/amplify/data/resource.ts',
  memory: true,
})
const browser = await openBrowser(executablePath)
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
const picture = (name: string): Promise<unknown> =>
  page.screenshot({ path: join(folder, `${name}.png`) })

await page.goto(sandbox.urls.console)
await page.getByRole('button', { name: 'Sign in', exact: true }).click()
await page.getByRole('button', { name: /^mona/ }).click()
await page.getByLabel('auth_time age in seconds').fill('120')
await picture('sign-in')

await page.getByRole('button', { name: 'Sign in as mona' }).click()
await page.getByRole('tab', { name: 'Token' }).click()
await page.getByText('accepted').first().waitFor()
await picture('token')

await page.getByRole('tab', { name: 'Explorer' }).click()
await page.getByRole('button', { name: /Execute/ }).click()
await page.getByText('todo-alice').first().waitFor()
await picture('explorer')

await browser.close()
await sandbox.close()
