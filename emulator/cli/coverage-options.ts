import { EmulatorError } from '../errors.ts'

/** Options of `amplite coverage`. */
export interface CoverageOptions {
  /** Where a suite left what it asked. */
  readonly dir?: string
  /** Percent of the units, and of the rules, that have to be covered. */
  readonly threshold?: number
  readonly thresholdRules?: number
  readonly html?: string
  readonly lcov?: string
}

/** How they are written; `html` is an option of other commands, too. */
export const coverageOptions = {
  dir: { type: 'string' },
  threshold: { type: 'string' },
  'threshold-rules': { type: 'string' },
  lcov: { type: 'string' },
} as const

/** The values as `parseArgs` gives them. */
export interface CoverageValues {
  readonly dir?: string | undefined
  readonly threshold?: string | undefined
  readonly 'threshold-rules'?: string | undefined
  readonly html?: string | undefined
  readonly lcov?: string | undefined
}

/** Throws USAGE for what is no percentage. */
export function readCoverageOptions(values: CoverageValues): CoverageOptions {
  const { dir, html, lcov } = values
  const given = {
    dir,
    html,
    lcov,
    threshold: percentOf('--threshold', values.threshold),
    thresholdRules: percentOf('--threshold-rules', values['threshold-rules']),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function percentOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const percent = Number(text)
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent
  throw new EmulatorError(
    'USAGE',
    `${option} "${text}" is no percentage; give a number from 0 to 100`,
  )
}
