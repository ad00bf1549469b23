import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, constants, tmpdir } from 'node:os'
import { join } from 'node:path'

import { mutantsOf } from '../../analysis/mutants/all-mutants.ts'
import { judge } from '../../analysis/mutants/judge.ts'
import type { JudgedMutant, LiveMutant } from '../../analysis/mutants/judge.ts'
import type { Version } from '../../analysis/sides.ts'
import { EmulatorError } from '../../errors.ts'
import { loadPolicy, policyOf } from '../../load-policy.ts'
import type { LoadedPolicy } from '../../load-policy.ts'
import type { Definition } from '../../model/definition.ts'
import { readPersonas } from '../../read-inputs.ts'
import { definitionHash } from '../../recording/definition-hash.ts'
import type { Settings } from '../../settings.ts'
import { exitCodes } from '../exit-code.ts'
import type { Output } from '../output.ts'
import { watchSignals } from '../watch-signals.ts'
import { runBaseline } from './baseline.ts'
import type { Baseline } from './baseline.ts'
import { explainSurvivor } from './explain-survivor.ts'
import type { MutateOptions } from './mutate-options.ts'
import { isSurvivor, scoreOf } from './mutation-report.ts'
import type { MutationReport } from './mutation-report.ts'
import { createPredictor } from './predict.ts'
import { createProgress } from './progress.ts'
import { reportJson } from './report-json.ts'
import { reportLines } from './report-text.ts'
import { programFor, runMutants } from './run-mutants.ts'
import { sampleOf } from './sample.ts'

/** What `amplite mutate` is asked for. */
export interface Mutation {
  readonly options: MutateOptions
  /** The suite: what stands behind `--`. */
  readonly program: readonly string[]
}

/**
 * `amplite mutate -- npm test`: changes one rule at a time and sees whether the suite notices. Gives 4 where the score is below
 * `--threshold`, and 128 and the signal's number where it was stopped; nothing that it started is left behind.
 */
export async function mutate(
  settings: Settings,
  mutation: Mutation,
  output: Output,
): Promise<number> {
  const base = await loadPolicy(settings.definition, settings)
  assertPlaceholder(mutation)
  const folder = await mkdtemp(join(tmpdir(), 'amplite-mutate-'))
  const signals = watchSignals()
  const stop = new AbortController()
  signals.onSignal(() => stop.abort())
  try {
    const report = await mutateIn({ settings, base, folder, signal: stop.signal, output }, mutation)
    const name = signals.asked()
    if (report === undefined || name !== undefined)
      return 128 + constants.signals[name ?? 'SIGTERM']
    return tell(report, { settings, mutation, output })
  } finally {
    signals.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

interface Workshop {
  readonly settings: Settings
  readonly base: LoadedPolicy
  /** For what runs tell. */
  readonly folder: string
  readonly signal: AbortSignal
  readonly output: Output
}

/** Undefined where it was stopped. */
async function mutateIn(
  workshop: Workshop,
  { options, program }: Mutation,
): Promise<MutationReport | undefined> {
  const { base, folder, signal } = workshop
  const hash = definitionHash(base.definition)
  const suite = { program, hash, folder, signal }
  const whole = programFor('anything', { program, filesAs: options.filesAs })
  const baseline = await runBaseline({ ...suite, program: whole })
  if (baseline === undefined) return undefined

  const judged = judge(base, chosenMutants(base.definition, options), compile)
  const live = judged.flatMap((one) => (one.verdict === 'live' ? one : []))
  const wanted = options.capabilitiesOnly ? live.filter((one) => !one.isShapeOnly) : live
  const sample = sampleOf(wanted, options)
  const predictor = createPredictor(base, baseline)
  const progress = createProgress(sample.length, workshop.settings.json, workshop.output)
  const tried = await runMutants(sample, {
    ...suite,
    baseline,
    filesAs: options.filesAs,
    jobs: options.jobs ?? defaultJobs(),
    tellingOf: predictor.tellingOf,
    onTried: progress.note,
  })
  progress.end()
  if (signal.aborted) return undefined
  const { seed } = options
  const isSample = options.sample !== undefined
  const report = {
    judged: judgedIn(judged, sample),
    tried,
    survivors: new Map(),
    shapeOnly: live.length - wanted.length,
    unstable: predictor.unstable,
    unmutated: unmutatedIn(base.definition),
    sample: isSample ? { tried: sample.length, of: wanted.length, seed } : undefined,
  }
  return { ...report, survivors: await survivorsOf(report, workshop, baseline) }
}

async function survivorsOf(
  { tried }: MutationReport,
  { base, settings }: Workshop,
  { recordings }: Baseline,
): Promise<MutationReport['survivors']> {
  const personas = (await readPersonas(settings)) ?? []
  const callers = personas.map(({ name, claims }) => ({
    name,
    identity: { mode: 'oidc' as const, issuer: '', claims },
  }))
  const cases = recordings[0] ?? []
  const survivors = new Map<string, Awaited<ReturnType<typeof explainSurvivor>>>()
  for (const one of tried.filter(isSurvivor))
    survivors.set(
      one.live.mutant.id,
      await explainSurvivor(one, { base, personas, callers, cases }),
    )
  return survivors
}

function tell(
  report: MutationReport,
  { settings, mutation, output }: { settings: Settings; mutation: Mutation; output: Output },
): number {
  if (settings.json) output.line(JSON.stringify(reportJson(report, settings.definition)))
  else for (const line of reportLines(report)) output.line(line)
  const { threshold } = mutation.options
  if (threshold === undefined || scoreOf(report).percent >= threshold) return exitCodes.fine
  if (!settings.json) output.line(`below --threshold ${threshold}`)
  return exitCodes.findings
}

function chosenMutants(definition: Definition, { operators }: MutateOptions) {
  return mutantsOf(definition).filter(
    ({ operator }) => operators.length === 0 || operators.includes(operator),
  )
}

/** Of a sample, the rest is not reported at all. */
function judgedIn(
  judged: readonly JudgedMutant[],
  sample: readonly LiveMutant[],
): readonly JudgedMutant[] {
  return judged.filter((one) => one.verdict !== 'live' || sample.includes(one))
}

function compile(definition: Definition): Version | undefined {
  try {
    return policyOf(definition)
  } catch (error) {
    if (error instanceof EmulatorError) return undefined
    throw error
  }
}

function unmutatedIn({ operations }: Definition): readonly string[] {
  return operations
    .filter(({ gates, rules }) => gates.length > 0 && rules.length === 0)
    .map(({ root, name }) => `${root}.${name}`)
}

/** Suites use several cores themselves. */
const mostJobs = 4

function defaultJobs(): number {
  return Math.max(1, Math.min(mostJobs, availableParallelism() - 1))
}

function assertPlaceholder({ options: { filesAs }, program }: Mutation): void {
  if (filesAs === undefined || program.includes(filesAs)) return
  throw new EmulatorError(
    'USAGE',
    `--files-as "${filesAs}" stands nowhere in the command; write it where test files belong, as in amplite mutate --files-as "{}" -- vitest run {}`,
  )
}
