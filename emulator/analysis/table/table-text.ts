import type { PersonaTable } from './persona-table.ts'

/** A table in columns, for the terminal. */
export function tableLines(table: PersonaTable): readonly string[] {
  const rows = rowsOf(table)
  const widths = widthsOf(rows)
  const lines = rows.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [...lines, ...noteLines(table).map((line) => `  ${line}`)]
}

/** The same table as Markdown. */
export function tableMarkdown(table: PersonaTable): string {
  const rows = rowsOf(table).map((row) => row.map((text) => text.replaceAll('|', '\\|')))
  const widths = widthsOf(rows)
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const notes = noteLines(table)
  return [
    line(head),
    rule,
    ...body.map(line),
    ...(notes.length === 0
      ? []
      : ['', ...notes.map((note) => note.replace(/^\* /, '\\* ').replace(/^ {2}/, '- '))]),
  ].join('\n')
}

/** Head and body, as texts. */
function rowsOf({ name, questions, rows }: PersonaTable): readonly (readonly string[])[] {
  return [
    [name, ...questions],
    ...rows.map(({ caller, cells }) => [caller, ...cells.map(({ text }) => text)]),
  ]
}

function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  return (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
}

/** What cells with a `*` leave out; callers of whom the same is to be said share a note. */
export function noteLines({ questions, rows }: PersonaTable): readonly string[] {
  const notes = new Map<string, string[]>()
  for (const { caller, cells } of rows) {
    for (const [at, { notes: lines }] of cells.entries()) {
      if (lines.length === 0) continue
      const key = JSON.stringify([questions[at], lines])
      notes.set(key, [...(notes.get(key) ?? []), caller])
    }
  }
  return [...notes].flatMap(([key, callers]) => {
    const [question, lines]: [string, readonly string[]] = JSON.parse(key)
    return [`* ${question}, ${callers.join(', ')}:`, ...lines.map((line) => `  ${line}`)]
  })
}
