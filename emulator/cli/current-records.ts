import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { readSeed } from '../read-inputs.ts'
import { sandboxUrls } from '../sandbox-urls.ts'
import type { Settings } from '../settings.ts'
import { openDurableStore } from '../store/durable-store.ts'
import type { Records } from '../store/store.ts'
import { isRecords } from '../store/parse-records.ts'

/** The items as they are now: of the sandbox that runs on this port, else of the data folder, else the seed. */
export async function currentRecords(settings: Settings): Promise<Records> {
  return (
    (await ofRunningSandbox(settings)) ??
    (await ofFolder(settings)) ??
    (await readSeed(settings)) ??
    {}
  )
}

async function ofRunningSandbox(settings: Settings): Promise<Records | undefined> {
  const { adminToken } = settings
  try {
    const response = await fetch(`${sandboxUrls(settings).sandbox}/records`, {
      ...(adminToken === undefined ? {} : { headers: { 'x-amplite-admin': adminToken } }),
      signal: AbortSignal.timeout(2000),
    })
    const records: unknown = response.ok ? await response.json() : undefined
    return isRecords(records) ? records : undefined
  } catch {
    // Nothing runs there: the folder has the items.
    return undefined
  }
}

async function ofFolder({ dataFolder }: Settings): Promise<Records | undefined> {
  if (dataFolder === undefined || !existsSync(join(dataFolder, 'items.json'))) return undefined
  const store = await openDurableStore(dataFolder)
  try {
    return await store.records()
  } finally {
    await store.close()
  }
}
