import { placeText } from '../definition/place-text.ts'
import type { Persona } from '../issuer/persona.ts'
import { RequestError } from '../issuer/request-error.ts'
import type { Definition } from '../model/definition.ts'
import type { DecisionLog, LoggedDecision } from './decision-log.ts'
import { recordedCaller } from './recorded-caller.ts'
import type { RecordedCaller } from './recorded-caller.ts'
import { notRecordable, recordedCheck } from './recorded-check.ts'
import type { RecordedCheck } from './recorded-check.ts'
import { sourceText } from './source-text.ts'

/** What decisions are recorded from. */
export interface Recording {
  readonly log: Pick<DecisionLog, 'since'>
  readonly definition: Definition
  readonly personas: readonly Persona[]
}

interface Recorded {
  readonly caller: RecordedCaller
  readonly check: RecordedCheck
  readonly model: string
}

/** The numbers that a call asks for, in its order. */
export function numbersOf(search: URLSearchParams): readonly number[] {
  return search.getAll('number').map((text) => {
    if (/^\d+$/.test(text)) return Number(text)
    throw new RequestError('number', `"${text}" is no number of a decision`)
  })
}

/**
 * A test file for node:test with a case for each of these decisions, or for the last one, that runs as it is written: who
 * asked, what was stored, what came of it. Throws `RequestError` for a decision that no test can bring about.
 */
export function recordedTest(numbers: readonly number[], recording: Recording): string {
  const recorded = entriesOf(numbers, recording).map((entry) => recordOne(entry, recording))
  return [...head(recorded, recording), ...recorded.flatMap(testLines), ''].join('\n')
}

function entriesOf(numbers: readonly number[], { log }: Recording): readonly LoggedDecision[] {
  const entries = log.since(0)
  if (numbers.length > 0) return numbers.map((number) => entryAt(number, entries))
  const last = entries.at(-1)
  if (last === undefined)
    throw new RequestError('', 'there is no decision yet; ask the sandbox something first')
  return [last]
}

function entryAt(number: number, entries: readonly LoggedDecision[]): LoggedDecision {
  const entry = entries.find((candidate) => candidate.number === number)
  if (entry !== undefined) return entry
  const kept =
    entries.length === 0
      ? 'none is kept'
      : `those from ${entries[0]?.number} to ${entries.at(-1)?.number} are kept`
  throw new RequestError('number', `there is no decision ${number}; ${kept}`)
}

function recordOne(entry: LoggedDecision, { definition, personas }: Recording): Recorded {
  if (entry.kind === 'refusal')
    throw notRecordable(
      entry.number,
      `is the ${entry.refusal.status} of a whole request (${entry.refusal.reason})`,
    )
  const caller = recordedCaller(entry.identity, personas, definition.modes)
  return { caller, check: recordedCheck(entry, definition), model: entry.model }
}

function head(recorded: readonly Recorded[], { definition }: Recording): readonly string[] {
  const [, modes] = /\.(graphql|gql)$/.test(definition.file) ? definition.sources : []
  const personas = new Map(
    recorded.flatMap(({ caller: { persona } }) =>
      persona === undefined ? [] : [[persona.name, persona.claims] as const],
    ),
  )
  return [
    "import { after, beforeEach, test } from 'node:test'",
    '',
    "import { openSandbox } from 'amplite/testing'",
    '',
    'const sandbox = await openSandbox({',
    `  definition: ${sourceText(placeText(definition.file))},`,
    ...(modes === undefined ? [] : [`  modes: ${sourceText(placeText(modes))},`]),
    ...(personas.size === 0 ? [] : [`  personas: ${sourceText(Object.fromEntries(personas))},`]),
    '})',
    'beforeEach(() => sandbox.reset())',
    'after(() => sandbox.close())',
  ]
}

function testLines({ caller, check, model }: Recorded): readonly string[] {
  const item = itemName(model)
  const put = `  const ${item} = await sandbox.put(${sourceText(model)}, ${sourceText(check.item)})`
  return [
    '',
    `test(${sourceText(`${caller.name} ${check.title}`)}, async () => {`,
    ...(check.item === undefined ? [] : [put, '']),
    `  await sandbox.${caller.code}.${check.code(item)}`,
    '})',
  ]
}

/** Names that the file has for something else, or that the language has. */
const taken =
  /^(after|beforeEach|test|openSandbox|sandbox|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/

function itemName(model: string): string {
  const name = model.charAt(0).toLowerCase() + model.slice(1)
  return taken.test(name) ? 'item' : name
}
