import { ruleShare, unitShare } from './coverage-report.ts'
import type { CoverageReport, MissingTest, ReportedUnit } from './coverage-report.ts'

/** What the command was asked to demand, in percent. */
export interface Thresholds {
  readonly units?: number
  readonly rules?: number
}

/** Coverage for the terminal: a line a unit, a test for each half that is missing, the sum. */
export function coverageLines(report: CoverageReport, thresholds: Thresholds): readonly string[] {
  const files = [...new Set(report.units.map(({ file }) => file))]
  return [
    ...files.flatMap((file) =>
      fileLines(
        file,
        report.units.filter((unit) => unit.file === file),
      ),
    ),
    ...missingLines(report.units),
    ...uncountedLines(report),
    '',
    ...summaryLines(report, thresholds),
  ]
}

function fileLines(file: string, units: readonly ReportedUnit[]): readonly string[] {
  const cells = units.map((unit) => [
    String(unit.line ?? ''),
    unit.holder,
    unit.rule,
    unit.operation,
  ])
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  const rows = units.map((unit, at) => {
    const [line = '', ...rest] = cells[at] ?? []
    const padded = rest.map((cell, column) => cell.padEnd(widths[column + 1] ?? 0))
    const head = `  ${[line.padStart(widths[0] ?? 0), ...padded].join('  ')}`
    return `${head}${countText(unit.decisive)}${countText(unit.nearMiss)}   ${noteOf(unit)}`
  })
  const width = widths.reduce((sum, one) => sum + one, 0) + 8
  return [`${file.padEnd(width)}  decisive  near miss`, ...rows]
}

function countText(count: number | null): string {
  return (count === null ? '–' : String(count)).padStart(10)
}

/** What is to be said of a unit beside its counts. */
export function noteOf(unit: ReportedUnit): string {
  const { state, shadowedBy, filled, redundant } = unit
  const fills = filled === 0 ? '' : `fills only: ${filled}; `
  if (state === 'covered') return '✓'
  if (state === 'uncoverable') {
    const why =
      shadowedBy.length === 0
        ? 'other rules let in everybody whom it lets in'
        : `shadowed by ${shadowText(unit)}`
    return `${fills}uncoverable: ${why}`
  }
  const also = redundant > 0 ? ` (${redundant} were let in by others, too)` : ''
  const missing = unit.missing.map((one) => missingText(unit, one))
  return `${fills}uncovered: ${missing.join('; ')}${also}`
}

function shadowText({ shadowedBy }: ReportedUnit): string {
  return shadowedBy.map((one) => (typeof one === 'number' ? `line ${one}` : one)).join(', ')
}

function missingText(
  { rule, holder, operation, far }: ReportedUnit,
  { half }: MissingTest,
): string {
  const [, field] = holder.split('.')
  const what = operation === 'read' ? (field ?? operation) : operation
  if (half === 'decisive') return `nobody is let in by it alone`
  if (/^(?:authenticated|public|guest|custom)\b/.test(rule))
    return `nobody outside this mode is refused ${what}`
  return `nobody is refused ${what} for it alone${far > 0 ? ` (${far} had no claim at all)` : ''}`
}

function missingLines(units: readonly ReportedUnit[]): readonly string[] {
  const all = units.flatMap((unit) => unit.missing.map((one) => ({ unit, one })))
  if (all.length === 0) return []
  return [
    '',
    'tests that would cover what is missing',
    ...all.flatMap(({ unit, one }) => [
      '',
      `  // ${unit.id}: ${one.half === 'decisive' ? 'let in by it alone' : 'kept out by it alone'}`,
      ...(one.code ?? [`// no check asks it: ${one.why ?? ''}`]).map((line) => `  ${line}`),
    ]),
  ]
}

function uncountedLines({ uncounted }: CoverageReport): readonly string[] {
  return uncounted.length === 0
    ? []
    : ['', `not counted, because they are on fields of custom types: ${uncounted.join(', ')}`]
}

/** The sums, and what they fall short of. */
export function summaryLines(
  report: Pick<CoverageReport, 'units' | 'asked'>,
  thresholds: Thresholds,
): readonly string[] {
  const uncoverable = report.units.filter(({ state }) => state === 'uncoverable').length
  const units = unitShare(report)
  const rules = ruleShare(report)
  const none = uncoverable === 0 ? '' : `; ${uncoverable} uncoverable`
  return [
    `rule coverage ${percentText(units.percent)} (${units.covered} of ${units.of} units${none})${belowText(units.percent, '--threshold', thresholds.units)}`,
    `${percentText(rules.percent)} of the rules (${rules.covered} of ${rules.of}) have a covered unit; ${report.asked} requests to the rules counted${belowText(rules.percent, '--threshold-rules', thresholds.rules)}`,
  ]
}

/** Cut, not rounded: 99.96 % is not 100 %. */
function percentText(percent: number): string {
  return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`
}

function belowText(percent: number, option: string, threshold: number | undefined): string {
  return isBelow(percent, threshold) ? `, below ${option} ${threshold}: exit 4` : ''
}

export function isBelow(percent: number, threshold: number | undefined): boolean {
  return threshold !== undefined && percent < threshold
}
