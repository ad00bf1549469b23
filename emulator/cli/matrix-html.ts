import type { PersonaTable } from '../analysis/table/persona-table.ts'
import type { CallerCases } from './caller-cases.ts'
import { exhaustiveLine, notCovered } from './exhaustive-lines.ts'
import type { ExhaustiveCase } from './exhaustive-lines.ts'
import { noteLines } from '../analysis/table/table-text.ts'

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem}
table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid #8886;padding:.3rem .6rem;text-align:left;vertical-align:top}
td.no{opacity:.65}td:target{outline:3px solid}summary{cursor:pointer}pre{overflow-x:auto;font-size:13px}.scroll{overflow-x:auto}`

/** What stands on the page beside the tables. */
export interface PageParts {
  readonly source: string
  readonly cases: readonly ExhaustiveCase[]
  /** What a cell of a table opens to. */
  readonly callerCases: CallerCases
}

/** The matrix as one page that needs nothing else: no script, no other file. */
export function matrixHtml(
  tables: readonly PersonaTable[],
  { source, cases, callerCases }: PageParts,
): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Access matrix of ${escaped(source)}</title><style>${style}</style></head><body>
<h1>Access matrix of ${escaped(source)}</h1>
${tables.map((table) => section(table, cases, callerCases)).join('\n')}
<p>${escaped(notCovered)}</p>
</body></html>
`
}

function section(
  table: PersonaTable,
  cases: readonly ExhaustiveCase[],
  callerCases: CallerCases,
): string {
  const { name, subjects, questions, rows } = table
  const head = [name, ...questions].map((text) => `<th scope="col">${escaped(text)}</th>`).join('')
  const body = rows.map(({ caller, cells }) => {
    const tds = cells.map(({ text }, at) => {
      const id = escaped(`${name}/${caller}/${questions[at] ?? ''}`.replaceAll(' ', '-'))
      const lines = callerCases(table, caller, at)
      const opened = `<details><summary>${escaped(text)}</summary>${pre(lines)}</details>`
      return `<td id="${id}"${text === '–' ? ' class="no"' : ''}>${opened}</td>`
    })
    return `<tr><th scope="row">${escaped(caller)}</th>${tds.join('')}</tr>`
  })
  const own = cases.filter(({ subject }) => subjects.includes(subject))
  return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2>
<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>
${pre(noteLines(table))}
<details><summary>all ${own.length} cases that the rules can tell apart</summary>${pre(own.map(exhaustiveLine))}</details></section>`
}

function pre(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `<pre>${escaped(lines.join('\n'))}</pre>`
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
