import { writeSync } from 'node:fs'

import { openDurableStore } from '../../emulator/store/durable-store.ts'
import type { Store } from '../../emulator/store/store.ts'

/** A process to be killed: creates items as fast as it can and prints the id of each one that was acknowledged. */
const [folder = '', round = ''] = process.argv.slice(2)
const todos = { name: 'Todo', identifier: ['id'] }

async function createForever(store: Store, writer: number): Promise<never> {
  for (let count = 0; ; count++) {
    const id = `${round}-${writer}-${count}`
    await store.create(todos, { id, text: id.repeat(2000) })
    writeSync(1, `${id}\n`)
  }
}

const store = await openDurableStore(folder)
await Promise.all([0, 1, 2, 3].map((writer) => createForever(store, writer)))
