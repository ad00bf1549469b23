import { grouped } from './grouped.ts'
import type { ReportedUnit } from './coverage-report.ts'

/**
 * Coverage as other tools read it: a rule is a function, each of its units two branches (somebody let in by it, somebody kept
 * out), the line of a rule is hit as often as it was decisive. What can never be covered is left out, so 100 % is in reach.
 */
export function lcovText(units: readonly ReportedUnit[]): string {
  const counted = units.filter(({ state, line }) => state !== 'uncoverable' && line !== undefined)
  return [...grouped(counted, ({ file }) => file)]
    .map(([file, own]) => recordOf(file, own))
    .join('')
}

interface RuleRecord {
  readonly line: number
  readonly name: string
  readonly count: number
  readonly branches: readonly string[]
}

function recordOf(file: string, units: readonly ReportedUnit[]): string {
  const rules = [...grouped(units, ({ id }) => id.split(' ')[0] ?? id).values()].map(ruleRecord)
  const branches = rules.flatMap((rule) => rule.branches)
  const lines = [...grouped(rules, ({ line }) => line)].map(
    ([line, own]) => [line, own.reduce((sum, { count }) => sum + count, 0)] as const,
  )
  return [
    'TN:',
    `SF:${file}`,
    ...rules.map(({ line, name }) => `FN:${line},${name}`),
    ...rules.map(({ count, name }) => `FNDA:${count},${name}`),
    `FNF:${rules.length}`,
    `FNH:${rules.filter(({ count }) => count > 0).length}`,
    ...branches,
    `BRF:${branches.length}`,
    `BRH:${branches.filter((branch) => !branch.endsWith(',0')).length}`,
    ...lines
      .toSorted(([one], [other]) => one - other)
      .map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(([, count]) => count > 0).length}`,
    'end_of_record\n',
  ].join('\n')
}

/** Names are unique in a file, and hold no comma, which ends a part of a record. */
function ruleRecord(units: readonly ReportedUnit[], block: number): RuleRecord {
  const [first] = units
  const { line = 0, holder = '', rule = '', id = '' } = first ?? {}
  const [name = ''] = id.split(' ')
  return {
    line,
    name: `${holder}:${rule} ${name.slice(name.indexOf('#'))}`.replaceAll(',', ' '),
    count: units.reduce((sum, { decisive }) => sum + decisive, 0),
    branches: units.flatMap(({ decisive, nearMiss }, at) => [
      `BRDA:${line},${block},${at * 2},${decisive}`,
      ...(nearMiss === null ? [] : [`BRDA:${line},${block},${at * 2 + 1},${nearMiss}`]),
    ]),
  }
}
