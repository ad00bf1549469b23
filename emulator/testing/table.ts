import { didYouMean } from '../model/did-you-mean.ts'
import { AccessError, answerLines } from './access-error.ts'
import { refusalWords } from './answer.ts'
import { askDry, findModel } from './dry-run.ts'
import type { ActorLink, Asked } from './dry-run.ts'
import { isRefused } from './expectations.ts'

/** Who may do what: `{ alice: { own: 'get list update', new: 'create' } }`. What is not listed is expected to be refused. */
export type Expectations = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A table of expectations and those whom it is about. */
export interface Table {
  readonly model: string
  readonly items: Readonly<Record<string, object>>
  readonly expectations: Expectations
  /** Everybody whom the table has to name, and whom it may name. */
  readonly callers: readonly {
    readonly name: string
    readonly link: () => ActorLink
    readonly isOptional: boolean
  }[]
}

const itemOperations = ['get', 'list', 'update', 'delete'] as const
const newOperations = ['create', 'listen'] as const
const newItem = 'new'
type TableOperation = (typeof itemOperations)[number] | (typeof newOperations)[number]

interface Entry {
  readonly who: string
  readonly item: string
  readonly operation: TableOperation
  readonly isWanted: boolean
  readonly asked: Asked
}

/** Asks for every entry; throws an `AccessError` with those that are wrong, and the trace of the first. */
export async function expectTable(table: Table): Promise<void> {
  assertNames(table)
  const wrong: Entry[] = []
  for (const { name, link, isOptional } of table.callers) {
    if (isOptional && !(name in table.expectations)) continue
    for (const entry of await entriesOf(table, name, link())) if (isWrong(entry)) wrong.push(entry)
  }
  const [first] = wrong
  if (first === undefined) return
  const count = wrong.length === 1 ? 'entry is' : 'entries are'
  const { link, answer } = first.asked
  throw new AccessError(
    'TABLE_DIFFERS',
    [
      `${wrong.length} ${count} wrong in the table of ${table.model}`,
      '',
      ...rowsOf(wrong),
      '',
      ...answerLines(link.caller, answer, first.isWanted ? 'access' : 'refusal'),
    ].join('\n'),
  )
}

async function entriesOf(table: Table, who: string, link: ActorLink): Promise<readonly Entry[]> {
  const { disabled, name } = findModel(link.world.definition().models, table.model)
  const entries: Entry[] = []
  for (const [item, target] of [...Object.entries(table.items), [newItem, name] as const]) {
    const wanted = wordsIn(table.expectations[who]?.[item])
    for (const operation of operationsOf(item)) {
      const isWanted = wanted.includes(operation)
      const generated = operation === 'listen' ? 'onCreate' : operation
      // What the API does not have needs no refusal.
      if (!isWanted && disabled.includes(generated)) continue
      const asked = await askDry(link, operation, { target, request: {} })
      entries.push({ who, item, operation, isWanted, asked })
    }
  }
  return entries
}

function isWrong({ isWanted, asked }: Entry): boolean {
  return isWanted ? gotOf(asked) !== 'allowed' : !isRefused(asked)
}

function gotOf(asked: Asked): string {
  const { answer, hidden, missing } = asked
  if (isRefused(asked)) {
    const [word = 'refused'] = refusalWords(answer)
    return hidden ? 'hidden' : `refused (${word})`
  }
  const [error] = answer.errors
  if (error !== undefined) return `error: ${error.message}`
  return missing ? 'not there' : 'allowed'
}

function rowsOf(wrong: readonly Entry[]): readonly string[] {
  const rows = wrong.map(({ who, item, operation, isWanted, asked }) => [
    who,
    item,
    operation,
    isWanted ? 'allowed' : 'refused',
    gotOf(asked),
  ])
  const all = [['who', 'item', 'operation', 'wanted', 'got'], ...rows]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
  return all.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`)
}

/** A name that stands for nobody and nothing would never be asked about. */
function assertNames({ expectations, items, callers }: Table): void {
  assertKnown(
    'persona',
    Object.keys(expectations),
    callers.map(({ name }) => name),
  )
  for (const row of Object.values(expectations)) {
    assertKnown('item', Object.keys(row), [...Object.keys(items), newItem])
    for (const [item, operations] of Object.entries(row))
      assertKnown('operation', wordsIn(operations), operationsOf(item))
  }
}

function assertKnown(kind: string, words: readonly string[], known: readonly string[]): void {
  for (const word of words) {
    if (known.includes(word)) continue
    throw new TypeError(
      `the table has no ${kind} "${word}"${didYouMean(word, known)}; there are ${known.join(', ')}`,
    )
  }
}

function operationsOf(item: string): readonly TableOperation[] {
  return item === newItem ? newOperations : itemOperations
}

function wordsIn(operations: string | undefined): readonly string[] {
  return (operations ?? '').split(/[\s,]+/).filter((word) => word !== '')
}
