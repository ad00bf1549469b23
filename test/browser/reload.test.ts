import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Page } from 'playwright-core'

import { startSandbox } from '../../emulator/index.ts'
import { createProject, resourcePath, resourceText } from '../definition/project.ts'
import { findChromium, openBrowser } from './open-browser.ts'

const executablePath = findChromium()
const skip =
  executablePath === undefined && process.env['CI'] === undefined
    ? 'no chromium on this machine: apt-get install chromium'
    : false

const definitionWith = (model: string): string =>
  resourceText(
    `const schema = a.schema({ ${model}: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc')]) })`,
  )

interface Edited {
  readonly page: Page
  save(text: string): void
}

async function openEdited(t: TestContext): Promise<Edited> {
  const root = createProject(t, { [resourcePath]: definitionWith('Todo') })
  const definition = join(root, resourcePath)
  const outputs = join(root, 'amplify_outputs.json')
  const sandbox = await startSandbox({ definition, port: 0, memory: true, watch: true, outputs })
  t.after(() => sandbox.close())
  const browser = await openBrowser(executablePath ?? '/usr/bin/chromium')
  t.after(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(sandbox.urls.console)
  return { page, save: (text) => writeFileSync(definition, text) }
}

test(
  'the console says that an edit is broken, and where, until it is mended',
  { skip },
  async (t) => {
    const { page, save } = await openEdited(t)
    await page.getByRole('tab', { name: 'Explorer' }).waitFor()
    const alert = page.getByRole('alert')
    const before = await alert.innerText()

    save('export const data = (')
    await alert.getByText('The definition does not load').waitFor()
    const during = await alert.innerText()
    save(definitionWith('Page'))
    await alert.getByText('The definition does not load').waitFor({ state: 'detached' })

    assert.equal(before, '')
    assert.match(
      during,
      /amplify\/data\/resource\.ts:1:22: Unexpected end of file\. The rules loaded before stay in force\.$/,
    )
    const names = await page.evaluate(async () => {
      const response = await fetch('/sandbox/definition')
      const { models }: { models: readonly { name: string }[] } = await response.json()
      return models.map(({ name }) => name)
    })
    assert.deepEqual(names, ['Page'])
  },
)
