import { readFileSync } from 'node:fs'

import { placeText } from '../../definition/place-text.ts'
import type { Mutant } from '../../analysis/mutants/mutant.ts'
import { version } from '../../version.ts'
import { countOf, scoreOf } from './mutation-report.ts'
import type { MutationReport } from './mutation-report.ts'
import type { Fate, TriedMutant } from './run-mutants.ts'

/** A mutant of the mutation-testing-elements report schema, version 2. */
interface ReportedMutant {
  readonly id: string
  readonly mutatorName: string
  readonly description: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly status: string
  readonly statusReason?: string
}

interface Position {
  readonly line: number
  readonly column: number
}

const statuses: Readonly<Record<Fate, string>> = {
  killed: 'Killed',
  timeout: 'Timeout',
  survived: 'Survived',
  'not exercised': 'NoCoverage',
  'not loaded': 'RuntimeError',
}

/** The report as mutation-testing-elements reads it, with a summary of ours beside. */
export function reportJson(report: MutationReport, file: string): object {
  const files = new Map<string, ReportedMutant[]>()
  const add = (mutant: Mutant, status: string, reason: string): void => {
    const own = mutant.place?.file ?? file
    const mutants = files.get(own) ?? []
    mutants.push(reported(mutant, { status, reason, source: sourceOf(own) }))
    files.set(own, mutants)
  }
  for (const one of report.tried) {
    add(one.live.mutant, statuses[one.fate], reasonOf(one, report))
    for (const other of one.live.alike) add(other, 'Ignored', `answers as ${one.live.mutant.id}`)
  }
  for (const { mutant, verdict } of report.judged) {
    if (verdict === 'equivalent')
      add(mutant, 'Ignored', 'equivalent: every request is answered as before')
    if (verdict === 'stillborn') add(mutant, 'CompileError', 'AWS would not deploy it')
  }
  return {
    schemaVersion: '2',
    thresholds: { high: 80, low: 60 },
    framework: { name: 'amplite', version },
    config: { summary: summaryOf(report) },
    files: Object.fromEntries(
      [...files].map(([name, mutants]) => [
        placeText(name),
        {
          language: name.endsWith('.graphql') ? 'graphql' : 'typescript',
          source: sourceOf(name),
          mutants,
        },
      ]),
    ),
  }
}

function summaryOf(report: MutationReport): object {
  const { killed, of, percent } = scoreOf(report)
  const { sample, shapeOnly, unstable, unmutated, survivors } = report
  return {
    score: percent,
    killed,
    of,
    equivalent: countOf(report, 'equivalent'),
    stillborn: countOf(report, 'stillborn'),
    shapeOnly,
    unstable,
    unmutated,
    ...(sample === undefined ? {} : { sample }),
    survivors: Object.fromEntries(survivors),
  }
}

function reasonOf({ live, how }: TriedMutant, { survivors }: MutationReport): string {
  const survivor = survivors.get(live.mutant.id)
  return survivor === undefined
    ? how
    : [survivor.outcome, survivor.whyNot].filter(Boolean).join('; ')
}

function reported(
  { id, operator, text, place }: Mutant,
  told: { readonly status: string; readonly reason: string; readonly source: string },
): ReportedMutant {
  const start = { line: place?.line ?? 1, column: place?.column ?? 1 }
  const line = told.source.split('\n')[start.line - 1] ?? ''
  return {
    id,
    mutatorName: operator,
    description: text,
    location: { start, end: { line: start.line, column: Math.max(line.length, start.column) + 1 } },
    status: told.status,
    ...(told.reason === '' ? {} : { statusReason: told.reason }),
  }
}

function sourceOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // A definition that is a value has no text.
    return ''
  }
}
