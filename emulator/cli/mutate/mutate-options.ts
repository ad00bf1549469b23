import { operatorNames } from '../../analysis/mutants/mutant.ts'
import type { OperatorName } from '../../analysis/mutants/mutant.ts'
import { EmulatorError } from '../../errors.ts'
import { didYouMean } from '../../model/did-you-mean.ts'

/** Options of `amplite mutate`. */
export interface MutateOptions {
  /** How many runs at a time; absent: one core is left to the rest, and no more than 4. */
  readonly jobs?: number
  /** What stands for the test files in the command. */
  readonly filesAs?: string
  /** Empty: all of them. */
  readonly operators: readonly OperatorName[]
  /** How many mutants are tried; absent: all. */
  readonly sample?: number
  /** Chooses the sample. */
  readonly seed: string
  /** The score in percent below which the command ends with 4. */
  readonly threshold?: number
  readonly capabilitiesOnly: boolean
}

/** How they are written; `--seed` is there for other commands, with another meaning. */
export const mutateOptions = {
  jobs: { type: 'string' },
  'files-as': { type: 'string' },
  operators: { type: 'string', multiple: true },
  sample: { type: 'string' },
  threshold: { type: 'string' },
  'capabilities-only': { type: 'boolean' },
} as const

/** The values as `parseArgs` gives them. */
export interface MutateValues {
  readonly jobs?: string | undefined
  readonly 'files-as'?: string | undefined
  readonly operators?: readonly string[] | undefined
  readonly sample?: string | undefined
  readonly seed?: string | undefined
  readonly threshold?: string | undefined
  readonly 'capabilities-only'?: boolean | undefined
}

/** Throws USAGE for what is no number, or no operator. */
export function readMutateOptions(values: MutateValues): MutateOptions {
  const { jobs, sample, threshold, seed = '1' } = values
  const words = (values.operators ?? []).flatMap((word) => word.split(','))
  const given = {
    jobs: jobs === undefined ? undefined : wholeNumber('--jobs', jobs),
    sample: sample === undefined ? undefined : wholeNumber('--sample', sample),
    threshold: threshold === undefined ? undefined : percent(threshold),
    filesAs: values['files-as'],
  }
  return {
    seed,
    operators: words.map(operatorNamed),
    capabilitiesOnly: values['capabilities-only'] ?? false,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
}

function operatorNamed(word: string): OperatorName {
  const name = operatorNames.find((known) => known === word)
  if (name !== undefined) return name
  throw usage(
    `--operators "${word}" is none${didYouMean(word, operatorNames)}; there are ${operatorNames.join(', ')}`,
  )
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw usage(`${option} "${text}" is no number of them; give a whole one from 1 on`)
}

function percent(text: string): number {
  const number = Number(text)
  if (text !== '' && number >= 0 && number <= 100) return number
  throw usage(`--threshold "${text}" is no percentage; give a number from 0 to 100`)
}

function usage(message: string): EmulatorError {
  return new EmulatorError('USAGE', message)
}
