import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { EmulatorError, messageOf } from '../errors.ts'
import type { AmplifyOutputs } from './amplify-outputs.ts'

/** The command line option that chose the file, to be named in advice. */
export type OutputsOption = '--outputs' | '--out'

/**
 * Writes the outputs, whole or not at all; as Dart source when the file's name ends in `.dart`. Only overwrites a file that carries
 * the sandbox's mark, so that the outputs of a deployed backend survive.
 */
export async function writeOutputs(
  file: string,
  outputs: AmplifyOutputs,
  option: OutputsOption = '--outputs',
): Promise<void> {
  const present = await readPresent(file, option)
  if (present !== undefined && !isMarked(present)) {
    throw new EmulatorError(
      'USAGE',
      `outputs file "${file}" was not written by amplite and is left as it is; choose another with ${option} FILE`,
    )
  }
  const text = outputsText(file, outputs)
  // Whoever watches the file, such as a bundler, is not to be woken for nothing.
  if (text !== present) await replaceFile(file, text, option)
}

/** The API key in the file that the sandbox at `url` wrote; undefined where another one did, or nobody. */
export async function readApiKey(file: string, url: string): Promise<string | undefined> {
  const outputs = parseOutputs((await readPresent(file, '--outputs')) ?? '')
  if (property(markOf(outputs), 'url') !== url) return undefined
  const key = property(property(outputs, 'data'), 'api_key')
  return typeof key === 'string' ? key : undefined
}

/** The text of the file: JSON, or the one-constant Dart file of `ampx generate outputs --format dart` (`clients §1.1`). */
function outputsText(file: string, outputs: AmplifyOutputs): string {
  const json = JSON.stringify(outputs, null, 2)
  if (!file.endsWith('.dart')) return `${json}\n`
  // A quote inside a JSON text may be written as an escape, which keeps three of them from ending the Dart string.
  return `const amplifyConfig = r'''${json.replaceAll("'", '\\u0027')}''';\n`
}

async function readPresent(file: string, option: OutputsOption): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw unwritable(file, option, error)
  }
}

async function replaceFile(file: string, text: string, option: OutputsOption): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(unfinished, text)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw unwritable(file, option, error)
  }
}

function unwritable(file: string, option: OutputsOption, cause: unknown): EmulatorError {
  const message = `outputs file "${file}" cannot be written: ${messageOf(cause)}; choose another with ${option} FILE`
  return new EmulatorError('USAGE', message, { cause })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function isMarked(text: string): boolean {
  return typeof property(markOf(parseOutputs(text)), 'url') === 'string'
}

function markOf(outputs: unknown): unknown {
  return property(property(outputs, 'custom'), 'amplite')
}

function parseOutputs(text: string): unknown {
  const json = /^const amplifyConfig = r'''(.*)''';\s*$/s.exec(text)?.[1] ?? text
  try {
    return JSON.parse(json)
  } catch {
    // Not JSON: certainly not ours.
    return undefined
  }
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
