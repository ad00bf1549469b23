import type { TriedEntry } from '../trial/try-diff.ts'
import {
  answersOf,
  callerText,
  countText,
  isTried,
  nothingText,
  storedText,
  triedText,
} from './diff-report.ts'
import type { DiffReport } from './diff-report.ts'
import { lockLimits } from './lock-base.ts'

const signs = { gained: '+', lost: '-', shape: '~' } as const

/** A comparison for the terminal. */
export function diffLines(report: DiffReport): readonly string[] {
  const { base, head, compared, entries } = report
  const limits = report.isFromLock === true ? ['', lockLimits] : []
  const rest = [
    ...configurationLines(report),
    ...deleteLines(report),
    ...renameLines(report),
    ...limits,
  ]
  if (entries.length === 0) return [nothingText(report), ...rest]
  return [
    `access diff of ${base} and ${head}: ${countText(report)}`,
    `${compared} cases compared; every entry was tried ${triedText(report)}`,
    ...entries.flatMap((entry) => ['', ...entryLines(entry, report)]),
    ...rest,
  ]
}

function entryLines(entry: TriedEntry, { placeOf }: DiffReport): readonly string[] {
  const { change, subject, mode, capabilities, who, on, place, evidence } = entry
  const where = place === undefined ? undefined : placeOf(place)
  const [shown] = evidence.filter(isTried)
  const untried = evidence.filter((one) => !isTried(one))
  return [
    `${signs[change]} ${change}  ${subject}: ${capabilities.join(', ')}`,
    `    who    ${who.length === 0 ? `any caller of mode ${mode}` : `${who.join('; ')} (${mode})`}`,
    ...(on.length === 0 ? [] : [`    when   ${on.join('; ')}`]),
    ...(where === undefined ? [] : [`    rule   ${where.file}:${where.line}`]),
    ...(shown === undefined ? [] : witnessLines(shown)),
    ...untried.map(
      (one) => `    ${one.capability} was not tried: ${'untried' in one ? one.untried : ''}`,
    ),
  ]
}

function witnessLines(
  evidence: Extract<TriedEntry['evidence'][number], { trial: unknown }>,
): readonly string[] {
  const { witness, trial } = evidence
  const { persona, asked } = witness
  const { stored, request } = trial
  const [before, after] = answersOf(evidence)
  return [
    `    token  ${persona === undefined ? '' : `${persona} `}${callerText(asked)}`,
    ...(stored === undefined ? [] : [`    item   ${storedText(stored)}`]),
    `    ask    ${request.query}${Object.keys(request.variables).length === 0 ? '' : ` ${JSON.stringify(request.variables)}`}`,
    `    before ${before}`,
    `    after  ${after}`,
  ]
}

function configurationLines({ configuration }: DiffReport): readonly string[] {
  if (configuration.length === 0) return []
  return [
    '',
    'configuration',
    ...configuration.map(
      ({ setting, before = 'none', after = 'none' }) => `  ${setting}: ${before} → ${after}`,
    ),
  ]
}

function deleteLines({ lostDeletes }: DiffReport): readonly string[] {
  return lostDeletes.map(
    ({ model, who, fields }) =>
      `not granted although the rule says so: delete on ${model} for ${who} (every field must grant it; ${fields.join(', ')} ${fields.length === 1 ? 'does' : 'do'} not)`,
  )
}

function renameLines({ renames }: DiffReport): readonly string[] {
  return renames.map(
    ({ from, to }) => `looks like a rename of "${from}" to "${to}": the same fields and rules`,
  )
}
