import { isMap, parseDocument, stringify } from 'yaml'

import type { Claims } from '../model/claims.ts'
import { parsePersonas } from './persona.ts'
import type { Persona } from './persona.ts'

/** A line longer than this is broken up. */
const maxLineLength = 120

/** The text of a file of personas with one more at its end; everything else, comments too, stays as it was written. */
export function appendPersona(text: string, file: string, persona: Persona): string {
  // What cannot be read must not be written to.
  parsePersonas(text, file)
  const isYaml = /\.ya?ml$/i.test(file)
  return isYaml ? appendYaml(text, persona) : appendJson(text, persona)
}

function appendJson(text: string, persona: Persona): string {
  const end = text.lastIndexOf('}')
  const before = text.slice(0, end).trimEnd()
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? []
  const added = jsonLines(persona, indent).map((line) => newline + indent + line)
  return `${before},${added.join('')}${newline}${text.slice(end)}`
}

function jsonLines(persona: Persona, indent: string): readonly string[] {
  const members = Object.entries(entryOf(persona)).map(
    ([key, value]) =>
      `${JSON.stringify(key)}: ${key === 'claims' ? spaced(value) : JSON.stringify(value)}`,
  )
  const lines = [
    `${JSON.stringify(persona.name)}: {`,
    `${indent}${members.join(`,\n${indent}`)}`,
    '}',
  ]
  const flat = lines.join('\n').split('\n')
  if (flat.every((line) => line.length <= maxLineLength)) return flat

  const broken = JSON.stringify(entryOf(persona), null, indent)
  return `${JSON.stringify(persona.name)}: ${broken}`.split('\n')
}

/** `{ "sub": "x", "groups": ["a"] }`, as people write claims. */
function spaced(claims: unknown): string {
  const members = Object.entries(claims ?? {}).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function appendYaml(text: string, persona: Persona): string {
  const document = parseDocument(text)
  const { contents } = document
  const entry = entryOf(persona)
  const isPlain = isMap(contents) && contents.flow !== true && /^\S/m.test(text)
  const isOpenEnded = !/^(?:\.\.\.|---)/m.test(text)
  if (isPlain && isOpenEnded) return `${text.trimEnd()}\n${stringify({ [persona.name]: entry })}`

  document.set(persona.name, document.createNode(entry))
  return document.toString({ lineWidth: 0 })
}

/** The long form, without what need not be said. */
function entryOf({ name: _name, claims, ...rest }: Persona): Claims {
  const { mode, displayName, description, issuedSecondsAgo, signedInSecondsAgo } = rest
  return {
    ...(displayName ? { displayName } : {}),
    ...(description ? { description } : {}),
    claims,
    ...(mode ? { mode } : {}),
    ...(issuedSecondsAgo ? { issuedSecondsAgo } : {}),
    ...(signedInSecondsAgo ? { signedInSecondsAgo } : {}),
  }
}
