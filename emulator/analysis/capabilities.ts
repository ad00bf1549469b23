import type { Outcome } from './case.ts'

/** What an outcome lets the caller do, e.g. `create`, `set title`, `hear`; everything else about it is its shape (`analysis.md` §1.4). */
export function capabilitiesOf(study: string, outcome: Outcome): ReadonlySet<string> {
  const { answer, event, ...columns } = outcome
  const granted = new Set(['allow', 'show', 'value', 'connect', 'conditional check fails'])
  if (answer === undefined || !granted.has(answer)) return new Set()
  const taken = Object.keys(columns).filter((name) => columns[name] === 'yes')
  return new Set([study, ...(event === 'hear' ? ['hear'] : []), ...taken])
}
