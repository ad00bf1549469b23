import { isObject } from '../wire/json.ts'
import type { JsonObject } from '../wire/json.ts'

/** A claim being written: its value is JSON text that may not parse yet. */
export interface ClaimRow {
  /** Stays the same while name and text change. */
  readonly id: number
  readonly name: string
  readonly text: string
}

/** What is wrong with a row, in the user's own words. */
export interface ClaimProblem {
  readonly id: number
  readonly part: 'name' | 'value'
  readonly reason: string
}

/** A draft, read: its claims, or why there are none. */
export type DraftReading =
  | { readonly claims: JsonObject }
  | { readonly problems: readonly ClaimProblem[] }

/** The rows of some claims, in their order. */
export function rowsOf(claims: JsonObject): readonly ClaimRow[] {
  return Object.entries(claims).map(([name, value], id) => ({
    id,
    name,
    text: JSON.stringify(value),
  }))
}

/** The claims of some rows, or every problem that they have. */
export function readRows(rows: readonly ClaimRow[]): DraftReading {
  const problems = rows.flatMap((row) => [...nameProblems(row, rows), ...valueProblems(row)])
  if (problems.length > 0) return { problems }

  return { claims: Object.fromEntries(rows.map(({ name, text }) => [name, JSON.parse(text)])) }
}

/** The rows with one more at the end. */
export function addRow(rows: readonly ClaimRow[], name: string, text: string): readonly ClaimRow[] {
  const id = Math.max(-1, ...rows.map((row) => row.id)) + 1
  return [...rows, { id, name, text }]
}

/** The rows with one of them changed. */
export function changeRow(
  rows: readonly ClaimRow[],
  id: number,
  change: Partial<Pick<ClaimRow, 'name' | 'text'>>,
): readonly ClaimRow[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row))
}

/** Reads a whole JSON text; it must be one object. */
export function parseClaimsText(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw new Error('claims are one JSON object: { "user_id": "alice" }')

  return value
}

function nameProblems(row: ClaimRow, rows: readonly ClaimRow[]): readonly ClaimProblem[] {
  const twins = rows.filter(({ name }) => name === row.name)
  if (row.name === '') return [{ id: row.id, part: 'name', reason: 'a claim needs a name' }]
  if (twins.length > 1)
    return [{ id: row.id, part: 'name', reason: `"${row.name}" is there twice` }]

  return []
}

function valueProblems(row: ClaimRow): readonly ClaimProblem[] {
  try {
    JSON.parse(row.text)
    return []
  } catch (thrown) {
    return [{ id: row.id, part: 'value', reason: reasonOf(row.text, thrown) }]
  }
}

function reasonOf(text: string, thrown: unknown): string {
  if (text.trim() === '') return 'a value is any JSON: "text", ["list"], true, 7, null'
  if (/^[\w.@:/ -]+$/.test(text))
    return `not JSON: a text is written ${JSON.stringify(text.trim())}`

  return `not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`
}
