import { TokenKind, parse } from 'graphql'
import type { ASTNode, DocumentNode, Token } from 'graphql'

import type { Place } from '../model/definition.ts'
import type { Directed } from './directive.ts'
import { objectTypes, ruleNodes } from './sdl-places.ts'
import type { KeyPlace, LineRange, SourceComment, WrittenSource } from './written-source.ts'

/** Reads SDL with `@model` and `@auth`. */
export function readSdl(file: string, text: string): WrittenSource {
  const document = parse(text)
  return {
    file,
    comments: commentsIn(document, { file, lines: text.split('\n') }),
    linesAt: (place) => linesAt(document, place),
    placeOf: (keys) => placeOf(document, keys, file),
  }
}

interface SdlText {
  readonly file: string
  readonly lines: readonly string[]
}

function commentsIn({ loc }: DocumentNode, { file, lines }: SdlText): readonly SourceComment[] {
  const comments: SourceComment[] = []
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) {
    if (token.kind !== TokenKind.COMMENT) continue
    const { line, column } = token
    const before = lines[line - 1]?.slice(0, column - 1) ?? ''
    comments.push({
      text: token.value.trim(),
      place: { file, line, column },
      lastLine: line,
      isAlone: before.trim() === '',
    })
  }
  return comments
}

function linesAt(document: DocumentNode, { line, column }: Place): LineRange {
  const rule = objectTypes(document)
    .flatMap((type): readonly Directed[] => [type, ...(type.fields ?? [])])
    .flatMap(ruleNodes)
    .find(({ loc }) => loc?.startToken.line === line && loc.startToken.column === column)
  return { from: line, to: rule?.loc?.endToken.line ?? line }
}

function placeOf(
  document: DocumentNode,
  [typeName, fieldName]: readonly string[],
  file: string,
): KeyPlace | undefined {
  const type = objectTypes(document).find(({ name }) => name.value === typeName)
  if (type === undefined) return undefined
  const field = type.fields?.find(({ name }) => name.value === fieldName)
  return { place: startOf(field?.name ?? type.name, file), depth: field === undefined ? 1 : 2 }
}

function startOf({ loc }: ASTNode, file: string): Place {
  return { file, line: loc?.startToken.line ?? 1, column: loc?.startToken.column ?? 1 }
}
