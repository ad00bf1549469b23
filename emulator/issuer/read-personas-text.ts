import { transformSync } from 'esbuild'
import type { TransformFailure } from 'esbuild'
import { parseDocument } from 'yaml'

import { EmulatorError, messageOf } from '../errors.ts'

/** The value that a file of personas holds; a syntax error is PERSONAS_INVALID with file and line. */
export function readPersonasText(text: string, file: string): unknown {
  return /\.ya?ml$/i.test(file) ? readYaml(text, file) : readJson(text, file)
}

function readYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: false })
  const [error] = document.errors
  if (error === undefined) return document.toJS()

  throw unreadable(`${file}:${lineAt(text, error.pos[0])}`, error.message, error)
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    const found = locateJsonError(text)
    if (found === undefined) throw unreadable(file, messageOf(thrown), thrown)
    throw unreadable(`${file}:${found.line}`, found.problem, thrown)
  }
}

/** JSON.parse of Node 20 tells no place for most mistakes; esbuild reads JSON too and tells it for all. */
function locateJsonError(
  text: string,
): { readonly line: number; readonly problem: string } | undefined {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' })
    return undefined
  } catch (thrown) {
    const [error] = isTransformFailure(thrown) ? thrown.errors : []
    return error?.location ? { line: error.location.line, problem: error.text } : undefined
  }
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
