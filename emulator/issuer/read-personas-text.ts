import { transformSync } from 'esbuild'
import type { Message, TransformFailure } from 'esbuild'
import { parseDocument } from 'yaml'

import { EmulatorError, messageOf } from '../errors.ts'

/** The value that a file of personas holds; a syntax error is PERSONAS_INVALID with file and line. */
export function readPersonasText(text: string, file: string): unknown {
  return /\.ya?ml$/i.test(file) ? readYaml(text, file) : readJson(text, file)
}

function readYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    throw unreadable(`${file}:${lineAt(text, error.pos[0])}`, error.message, error)
  }
  try {
    return document.toJS()
  } catch (thrown) {
    // An alias without its anchor, or so many that they would fill the memory.
    throw unreadable(file, messageOf(thrown), thrown)
  }
}

function readJson(text: string, file: string): unknown {
  const fault = locateJsonFault(text)
  if (fault !== undefined) throw unreadable(`${file}:${fault.line}`, fault.problem, fault.cause)
  try {
    return JSON.parse(text)
  } catch (thrown) {
    throw unreadable(file, messageOf(thrown), thrown)
  }
}

interface JsonFault {
  readonly line: number
  readonly problem: string
  readonly cause?: unknown
}

/** JSON.parse of Node 20 tells no place for most mistakes and takes a name twice; esbuild reads JSON too and tells both. */
function locateJsonFault(text: string): JsonFault | undefined {
  try {
    const { warnings } = transformSync(text, { loader: 'json', logLevel: 'silent' })
    return faultOf(warnings[0])
  } catch (thrown) {
    const fault = faultOf(isTransformFailure(thrown) ? thrown.errors[0] : undefined)
    return fault && { ...fault, cause: thrown }
  }
}

function faultOf(message: Message | undefined): JsonFault | undefined {
  return message?.location
    ? { line: message.location.line, problem: message.text.replace(' in object literal', '') }
    : undefined
}

function isTransformFailure(thrown: unknown): thrown is TransformFailure {
  return thrown instanceof Error && 'errors' in thrown && Array.isArray(thrown.errors)
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function unreadable(place: string, problem: string, cause: unknown): EmulatorError {
  return new EmulatorError(
    'PERSONAS_INVALID',
    `${place}: the personas cannot be read: ${problem}`,
    {
      cause,
    },
  )
}
