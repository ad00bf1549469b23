import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { messageOf } from '../errors.ts'
import { deepFreeze } from './frozen-copy.ts'
import { parseRecords } from './parse-records.ts'
import { readIfThere } from './read-if-there.ts'
import type { Item } from '../model/item.ts'
import type { Records } from './store.ts'

/** The items of `items.json`, frozen; none when there is no such file. Throws `STORE_INVALID` with the line. */
export async function readSnapshot(file: string): Promise<Records> {
  const text = await readIfThere(file)
  if (text === undefined) return {}

  const wayOut = 'repair the file, or delete it to start without items'
  return deepFreeze(parseRecords(text, { file, code: 'STORE_INVALID', wayOut }))
}

/** Replaces `items.json` in one step that survives a crash or power cut at any moment; its size in bytes. */
export async function writeSnapshot(file: string, records: Records): Promise<number> {
  const draft = `${file}.tmp`
  try {
    const bytes = await writeDraft(draft, records)
    await rename(draft, file)
    await syncFolder(dirname(file))
    return bytes
  } catch (cause) {
    await rm(draft, { force: true })
    throw new Error(`cannot write ${file}: ${messageOf(cause)}`, { cause })
  }
}

async function writeDraft(draft: string, records: Records): Promise<number> {
  const file = await open(draft, 'w')
  try {
    for (const chunk of chunksOf(snapshotPieces(records))) await file.appendFile(chunk)
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** The journal is emptied after the rename: the rename must be on disk by then. Windows cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const chunkLength = 64 * 1024

/** Joins pieces to chunks worth a write; requests are answered between two writes. */
function* chunksOf(pieces: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

/** The records as `JSON.stringify(records, null, 2)` would print them, item by item. */
function* snapshotPieces(records: Records): Generator<string> {
  let start = '{\n'
  for (const [model, items] of Object.entries(records)) {
    yield `${start}  ${JSON.stringify(model)}: `
    yield* listPieces(items)
    start = ',\n'
  }
  yield start === '{\n' ? '{}\n' : '\n}\n'
}

function* listPieces(items: readonly Item[]): Generator<string> {
  let start = '[\n'
  for (const item of items) {
    yield start + JSON.stringify(item, null, 2).replaceAll(/^/gm, '    ')
    start = ',\n'
  }
  yield start === '[\n' ? '[]' : '\n  ]'
}
