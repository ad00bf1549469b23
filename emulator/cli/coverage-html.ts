import type { CoverageReport, ReportedUnit } from './coverage-report.ts'
import { noteOf, summaryLines } from './coverage-text.ts'
import { escaped } from './matrix-html.ts'

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem}
table{border-collapse:collapse;font:13px/1.6 ui-monospace,monospace;width:100%}td{padding:0 .6rem;vertical-align:top;white-space:pre-wrap}
td.n{text-align:right;opacity:.6;white-space:nowrap}tr.covered td.g{background:#2a22}tr.uncovered td.g{background:#c223}tr.uncoverable td.g{background:#8883}
tr.covered td.g{background:#2a24}details{margin:.2rem 0 .6rem}pre{overflow-x:auto;margin:.3rem 0}`

/** A file of the definition, to be shown with its counts. */
export interface SourceFile {
  /** As the units name it. */
  readonly file: string
  readonly text: string
}

/** The definition with the counts of its rules beside their lines, as one page that needs nothing else: no script, no other file. */
export function coverageHtml(report: CoverageReport, sources: readonly SourceFile[]): string {
  const title = `Rule coverage of ${escaped(report.source)}`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${style}</style></head><body>
<h1>${title}</h1>
<p>${summaryLines(report, {}).map(escaped).join('<br>')}</p>
${sources.map((source) => section(source, report.units)).join('\n')}
</body></html>
`
}

function section({ file, text }: SourceFile, units: readonly ReportedUnit[]): string {
  const own = units.filter((unit) => unit.file === file)
  const lines = text.replace(/\n$/, '').split('\n')
  const rows = lines.map((line, at) =>
    row(
      at + 1,
      line,
      own.filter((unit) => unit.line === at + 1),
    ),
  )
  return `<h2>${escaped(file)}</h2>
<table><tbody>
${rows.join('\n')}
</tbody></table>`
}

/** A line's worst unit gives its colour. */
function row(number: number, text: string, units: readonly ReportedUnit[]): string {
  const state = (['uncovered', 'covered', 'uncoverable'] as const).find((one) =>
    units.some((unit) => unit.state === one),
  )
  const count = units.reduce((sum, { decisive }) => sum + decisive, 0)
  const gutter = state === undefined ? '' : `${count}×`
  const details = units.length === 0 ? '' : detailsOf(units)
  return `<tr id="L${number}"${state === undefined ? '' : ` class="${state}"`}><td class="n">${number}</td><td class="n g">${gutter}</td><td>${escaped(text)}${details}</td></tr>`
}

function detailsOf(units: readonly ReportedUnit[]): string {
  const covered = units.filter(({ state }) => state === 'covered').length
  const counted = units.filter(({ state }) => state !== 'uncoverable').length
  return `<details><summary>${covered} of ${counted} units covered</summary>${units.map(unitHtml).join('')}</details>`
}

function unitHtml(unit: ReportedUnit): string {
  const { holder, operation, rule, decisive, nearMiss, coveredBy, missing } = unit
  const lines = [
    `${holder} ${operation} (${rule}): decisive ${decisive}, near miss ${nearMiss ?? '–'}   ${noteOf(unit)}`,
    ...coveredBy.decisive.map((at) => `  let in   ${at}`),
    ...coveredBy.nearMiss.map((at) => `  kept out ${at}`),
    ...missing.flatMap(({ code = [] }) => code.map((line) => `  + ${line}`)),
  ]
  return `<pre>${escaped(lines.join('\n'))}</pre>`
}
