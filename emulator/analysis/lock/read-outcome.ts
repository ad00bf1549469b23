import type { Outcome } from '../case.ts'
import { seenByRoles as seenByRolesWord } from '../studies/create.ts'

/** What a request could name: fields of the newer version's input, and those that are somebody else's matter. */
export interface Columns {
  readonly fields: readonly string[]
  /** Read by roles: whether they may be sent is another case. */
  readonly seenByRoles: readonly string[]
}

/** An outcome in words, read. A lock does not name the fields where all may be written: then these are they. */
export function readOutcome(words: string, question: string, columns: Columns): Outcome {
  const filter = filterIn(words)
  if (filter !== undefined) return { answer: 'connect', filter }
  const [answer = '', ...parts] = words.split(/, (?![^{]*\})/)
  const verbs: Readonly<Record<string, string>> = { create: 'send', update: 'set' }
  const verb = verbs[question]
  return {
    answer: answerNamed(answer, question),
    ...setsIn(parts),
    ...(verb === undefined ? {} : columnsIn(parts, { verb, word: 'only' }, columns)),
    ...(verb === 'set' ? columnsIn(parts, { verb: 'clear', word: 'clears only' }, columns) : {}),
  }
}

function filterIn(words: string): string | undefined {
  if (words === 'unfiltered') return 'none'
  return /^filtered by (.+)$/.exec(words)?.[1]
}

function answerNamed(answer: string, question: string): string {
  if (question === 'get' && answer === 'allow') return 'show'
  const [, fields] = /^unauthorized on \{(.+)\}$/.exec(answer) ?? []
  return fields === undefined ? answer : `refuse ${fields}`
}

function setsIn(parts: readonly string[]): Outcome {
  const sets = parts.map((part) => /^sets (\S+) to (.+)$/.exec(part) ?? [])
  return Object.fromEntries(
    sets.flatMap(([, field, claim]) =>
      field === undefined || claim === undefined ? [] : [[`sets ${field}`, claim] as const],
    ),
  )
}

function columnsIn(
  parts: readonly string[],
  { verb, word }: { readonly verb: string; readonly word: string },
  { fields, seenByRoles }: Columns,
): Outcome {
  const listed = parts.find((part) => part.startsWith(`${word} {`))
  const named = listed
    ?.slice(word.length + 2, -1)
    .split(', ')
    .filter((name) => name !== '')
  const isNamed = (name: string): boolean => named?.includes(name) === true
  const valueOf = (name: string): string => {
    if (verb === 'send' && seenByRoles.includes(name) && !isNamed(name)) return seenByRolesWord
    return named === undefined || isNamed(name) ? 'yes' : 'no'
  }
  const all = new Set([...fields, ...(named ?? []), ...(verb === 'send' ? seenByRoles : [])])
  return Object.fromEntries([...all].map((name) => [`${verb} ${name}`, valueOf(name)]))
}
