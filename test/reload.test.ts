import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

import { startSandbox } from '../emulator/sandbox.ts'
import { settle } from '../emulator/settings.ts'
import type { EditEvent } from '../emulator/watch-inputs.ts'
import { newFolder } from './running-sandbox.ts'

const definitionWith = (
  model: string,
): string => `import { a, defineData } from '@aws-amplify/backend'
const schema = a.schema({ ${model}: a.model({ x: a.string() }).authorization((allow) => [allow.authenticated('oidc')]) })
export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'oidc', oidcAuthorizationMode: {
  oidcProviderName: 'p', oidcIssuerUrl: 'https://example.com', clientId: 'client-id',
  tokenExpiryFromAuthInSeconds: 300, tokenExpireFromIssueInSeconds: 600 } } })
`

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await pause(25)
  assert.ok(holds())
}

test('every save is taken over, a quick second one and one after a broken one too', async (t) => {
  const folder = newFolder(t)
  const file = join(folder, 'resource.ts')
  writeFileSync(file, definitionWith('First'))
  const events: EditEvent[] = []
  const settings = settle(
    { definition: file, port: 0, memory: true, watch: true, outputs: join(folder, 'out.json') },
    { cwd: folder, isTerminal: false },
  )
  const sandbox = await startSandbox(settings, (event) => events.push(event))
  t.after(() => sandbox.close())
  const modelNow = (): string | undefined => sandbox.world.definition().models[0]?.name

  for (const [round, gapMs] of [45, 50, 55, 60].entries()) {
    writeFileSync(file, definitionWith(`Quick${round}`))
    await pause(gapMs)
    writeFileSync(file, definitionWith(`Last${round}`))
    await until(() => modelNow() === `Last${round}`)
  }

  writeFileSync(file, 'export const data = (')
  await until(() => events.at(-1)?.event === 'reload-failed')
  assert.equal(modelNow(), 'Last3')

  writeFileSync(file, definitionWith('Mended'))
  await until(() => modelNow() === 'Mended')
})
