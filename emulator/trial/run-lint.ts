import type { CatalogueEntry, Finding, Severity } from '../analysis/lint/lint-rule.ts'
import { lintSubject } from '../analysis/lint/lint-subject.ts'
import { oncePerLine } from '../analysis/lint/once-per-line.ts'
import { catalogue, lintRules } from '../analysis/lint/rules.ts'
import { suppression } from '../analysis/lint/rules/suppression.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { placeOfKeys, readSources } from '../definition/read-sources.ts'
import type { WrittenSource } from '../definition/written-source.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { openProver } from './prove.ts'
import type { Prover } from './prove.ts'
import { suppress } from './suppress.ts'

/** How findings of each rule weigh, by its id; those not named weigh as the catalogue says. */
export type LintLevels = ReadonlyMap<string, Severity | 'off'>

/** A finding whose requests were answered as it says. */
export interface ProvenFinding extends Finding {
  readonly rule: Pick<CatalogueEntry, 'id' | 'kind'>
  readonly severity: Severity
  /** Where what it is about ends; lines count from 1. Absent: that is not known. */
  readonly lastLine?: number
}

/** A finding that a comment says is meant. */
export interface SuppressedFinding extends ProvenFinding {
  readonly reason: string
}

/** What came of linting. */
export interface Linted {
  /** In the order of their places. */
  readonly findings: readonly ProvenFinding[]
  readonly suppressed: readonly SuppressedFinding[]
  /** Findings that are not reported, because a request of theirs was answered otherwise. */
  readonly unproven: readonly Unproven[]
  /** Ids of the rules that the definition was held against. */
  readonly applied: readonly string[]
}

interface Unproven {
  readonly rule: string
  readonly about: string
  readonly because: string
}

/** Whom the project knows, what weighs how, and whether requests are executed (they are, by default). */
interface LintOptions {
  readonly callers?: readonly KnownCaller[]
  readonly levels?: LintLevels
  readonly execute?: boolean
}

/** Holds a definition against the catalogue; every finding's requests are executed before it counts. */
export async function runLint(linted: LoadedPolicy, options: LintOptions = {}): Promise<Linted> {
  const { callers = [], levels = new Map(), execute = true } = options
  const sources = await readSources(linted.definition.sources)
  const applied = catalogue.filter((rule) => levelOf(rule, levels) !== 'off').map(({ id }) => id)
  const subject = lintSubject(linted, callers)
  const found = lintRules
    .filter(({ id }) => applied.includes(id))
    .flatMap((rule) => rule.find(subject).map((finding) => weighed(finding, rule, levels)))
    .map((finding) => ({ ...finding, ...whereIs(finding, sources) }))
  const { proven, unproven } = await prove(found, execute ? await openProver(linted) : undefined)
  const known = catalogue.map(({ id }) => id)
  const { kept, suppressed, faults } = suppress(oncePerLine(proven), sources, { known, applied })
  const ownFaults = applied.includes(suppression.id)
    ? faults.map((fault) => weighed(fault, suppression, levels))
    : []
  return { findings: [...kept, ...ownFaults].toSorted(byPlace), suppressed, unproven, applied }
}

async function prove(
  found: readonly ProvenFinding[],
  prover: Prover | undefined,
): Promise<{ readonly proven: readonly ProvenFinding[] } & Pick<Linted, 'unproven'>> {
  const proven: ProvenFinding[] = []
  const unproven: Unproven[] = []
  for (const finding of found) {
    const { rule, about, proof } = finding
    const tried = (await prover?.prove(proof)) ?? { holds: true }
    if (tried.holds) proven.push(finding)
    else unproven.push({ rule: rule.id, about, because: tried.because })
  }
  return { proven, unproven }
}

function levelOf({ id, severity }: CatalogueEntry, levels: LintLevels): Severity | 'off' {
  return levels.get(id) ?? severity
}

/** What the user says of a rule goes for each of its findings. */
function weighed(finding: Finding, rule: CatalogueEntry, levels: LintLevels): ProvenFinding {
  const level = levels.get(rule.id) ?? finding.severity ?? rule.severity
  return { ...finding, rule, severity: level === 'off' ? 'note' : level }
}

/** What has no place of its own stands where it is named. */
function whereIs(
  { place, about }: Finding,
  sources: readonly WrittenSource[],
): Pick<ProvenFinding, 'place' | 'lastLine'> {
  const found = place ?? placeOfKeys(sources, about.split('.'))
  if (found === undefined) return {}
  const source = sources.find(({ file }) => file === found.file)
  return source === undefined
    ? { place: found }
    : { place: found, lastLine: source.linesAt(found).to }
}

function byPlace(one: Finding, other: Finding): number {
  const [key, otherKey] = [placeKey(one), placeKey(other)]
  if (key === otherKey) return 0
  return key < otherKey ? -1 : 1
}

/** Places in the order of files and lines, as a text. */
function placeKey({ place }: Finding): string {
  if (place === undefined) return ''
  return [place.file, ...[place.line, place.column].map((at) => String(at).padStart(7))].join(' ')
}
