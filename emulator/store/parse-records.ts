import { EmulatorError } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { readJsonLines } from './json-lines.ts'
import type { EmulatorErrorCode } from '../errors.ts'
import type { JsonPath } from './json-lines.ts'
import type { Item } from '../model/item.ts'
import type { Records } from './store.ts'

/** Where a text of records comes from, and what to tell a user whose text is none. */
export interface RecordsSource {
  readonly file: string
  readonly code: EmulatorErrorCode
  /** What the user can do, to end the message with. */
  readonly wayOut: string
}

/** Parses `{ "Todo": [ {…} ] }`; throws an `EmulatorError` that names file, line and place of what is something else. */
export function parseRecords(text: string, source: RecordsSource): Records {
  const json = text.replace(/^\uFEFF/, '')
  const content = parseJson(json, source)
  if (isRecords(content)) return content

  const { path, message } = shapeFault(content)
  throw refusal(source, `${readJsonLines(json).lineOf(path)}: ${message}`)
}

/** Whether a value of unknown origin has the shape of records: lists of objects by model. */
export function isRecords(content: unknown): content is Records {
  return isObject(content) && Object.values(content).every(isItemList)
}

function isItemList(items: unknown): items is readonly Item[] {
  return Array.isArray(items) && items.every(isObject)
}

function parseJson(text: string, source: RecordsSource): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refusal(source, `${readJsonLines(text).faultLine}: is not JSON`, cause)
  }
}

interface ShapeFault {
  readonly path: JsonPath
  readonly message: string
}

function shapeFault(content: unknown): ShapeFault {
  const models = isObject(content) ? Object.entries(content) : []
  for (const [model, items] of models) {
    if (!Array.isArray(items)) {
      return { path: [model], message: `model "${model}" must have a list of items` }
    }
    const index = items.findIndex((item) => !isObject(item))
    if (index >= 0) {
      const message = `model "${model}", item ${index + 1} must be an object of attributes`
      return { path: [model, index], message }
    }
  }
  return { path: [], message: 'must be an object with a list of items by model' }
}

function refusal(source: RecordsSource, fault: string, cause?: unknown): EmulatorError {
  const message = `${source.file}:${fault}; ${source.wayOut}`
  return new EmulatorError(source.code, message, { cause })
}
