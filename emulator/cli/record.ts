import { writeFile } from 'node:fs/promises'

import { placeText } from '../definition/place-text.ts'
import { EmulatorError, messageOf } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import { sandboxUrls } from '../sandbox-urls.ts'
import type { Settings } from '../settings.ts'
import type { Output } from './output.ts'
import type { Command } from './parse-command.ts'

/** `amplite record 7 8 --out test/notes.test.ts`: decisions of a running sandbox as a test file, printed or written. */
export async function record(
  settings: Settings,
  { positionals, url, out }: Pick<Command, 'positionals' | 'url' | 'out'>,
  output: Output,
): Promise<void> {
  const query = new URLSearchParams(positionals.map((number) => ['number', number]))
  const test = await askForTest(urlOf(settings, url), query, settings)
  if (out !== undefined) await writeNew(out, test)
  if (settings.json) return output.line(JSON.stringify({ test, file: out ?? null }))
  return output.line(out === undefined ? test.trimEnd() : `${out} is written`)
}

function urlOf(settings: Settings, url: string | undefined): string {
  if (url === undefined) return sandboxUrls(settings).sandbox
  if (!URL.canParse(url))
    throw usage(`--url "${url}" is no URL; write it as "http://127.0.0.1:20002"`)
  return new URL('/sandbox', url).href
}

async function askForTest(
  sandbox: string,
  query: URLSearchParams,
  { adminToken }: Settings,
): Promise<string> {
  const headers = adminToken === undefined ? {} : { 'x-amplite-admin': adminToken }
  const response = await fetch(`${sandbox}/decisions/test?${query.toString()}`, { headers }).catch(
    (cause: unknown) => {
      const message = `no sandbox answers at ${sandbox}: start one with "amplite start", or name it with --url URL`
      throw new EmulatorError('USAGE', message, { cause })
    },
  )
  const body: unknown = await response.json().catch(() => undefined)
  const { test, error } = isObject(body) ? body : {}
  if (typeof test === 'string') return test
  throw usage(typeof error === 'string' ? error : `what answers at ${sandbox} is no sandbox`)
}

/** Somebody's tests are not written over. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const why = isThere ? 'is there already' : `cannot be written: ${messageOf(cause)}`
    throw usage(`${placeText(file)} ${why}; name another file with --out`)
  }
}

function usage(message: string): EmulatorError {
  return new EmulatorError('USAGE', message)
}
