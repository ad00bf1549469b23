import { EmulatorError } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { deepFreeze } from './frozen-copy.ts'
import { isRecords } from './parse-records.ts'
import type { Item, Key } from '../model/item.ts'
import type { WritableItems } from './items.ts'
import type { Records } from './store.ts'

/**
 * What one write did, whole values only: applying an entry twice, or a run of entries to items that have seen them
 * already, changes nothing. `key` carries the identifier with it, which the files know from nowhere else.
 */
export type JournalEntry =
  | { readonly op: 'put'; readonly model: string; readonly key: Key; readonly item: Item }
  | { readonly op: 'delete'; readonly model: string; readonly key: Key }
  | { readonly op: 'replace'; readonly records: Records }

/** Does to the items what the entry says was done. */
export function applyEntry(items: WritableItems, entry: JournalEntry): void {
  if (entry.op === 'replace') {
    items.replaceAll(entry.records)
    return
  }
  const table = { name: entry.model, identifier: Object.keys(entry.key) }
  if (entry.op === 'put') items.put(table, entry.item)
  else items.delete(table, entry.key)
}

/** Entries as the journal holds them, one line each. */
export function printEntries(entries: readonly JournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
}

/**
 * The entries of a journal. What follows the last line end is the torn rest of a write that nobody was told of, and is
 * dropped; any other line that is no entry throws `STORE_INVALID`.
 */
export function parseEntries(text: string, file: string): readonly JournalEntry[] {
  const lines = text.split('\n').slice(0, -1)
  return lines.map((line, index) => {
    const entry = parseEntry(line)
    if (entry !== undefined) return deepFreeze(entry)

    const wayOut = 'delete that line to lose its write, or the file to lose the latest ones'
    throw new EmulatorError('STORE_INVALID', `${file}:${index + 1}: is no write; ${wayOut}`)
  })
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return isEntry(entry) ? entry : undefined
  } catch {
    // Not JSON: the caller says where.
    return undefined
  }
}

function isEntry(entry: unknown): entry is JournalEntry {
  if (!isObject(entry)) return false
  if (entry['op'] === 'replace') return isRecords(entry['records'])
  if (typeof entry['model'] !== 'string' || !isObject(entry['key'])) return false
  return entry['op'] === 'delete' || (entry['op'] === 'put' && isObject(entry['item']))
}
