import type { Definition } from '../../model/definition.ts'
import { diffAccess } from '../access-diff.ts'
import type { AccessDiff } from '../access-diff.ts'
import { affectedBy } from '../affected-by.ts'
import { diffConfiguration } from '../configuration-diff.ts'
import type { Version } from '../sides.ts'
import { configurationHolder } from './configuration.ts'
import type { Mutant } from './mutant.ts'

/** A mutant that a suite can be held against: somebody's access is another. */
export interface LiveMutant {
  readonly verdict: 'live'
  readonly mutant: Mutant
  readonly version: Version
  /** Undefined where nobody can tell what changed: the fields of custom types. */
  readonly diff: AccessDiff | undefined
  /** Whether nobody may do more or less than before: only how it is refused, or what is filled in, is another. */
  readonly isShapeOnly: boolean
  /** Others that answer every request as this one does. */
  readonly alike: readonly Mutant[]
}

/** One that tells nothing about a suite: AWS would not deploy it, or nobody could tell it from the definition. */
interface IdleMutant {
  readonly verdict: 'stillborn' | 'equivalent'
  readonly mutant: Mutant
}

export type JudgedMutant = LiveMutant | IdleMutant

/** Gives undefined for what AWS would not deploy. */
export type Compile = (definition: Definition) => Version | undefined

/**
 * Which mutants are worth running, in their order. Exact: of two versions every case that either can tell from another is
 * compared (`analysis.md` §6.2).
 */
export function judge(
  base: Version,
  mutants: readonly Mutant[],
  compile: Compile,
): readonly JudgedMutant[] {
  const judged: JudgedMutant[] = []
  const buckets = new Map<string, number[]>()
  for (const mutant of mutants) {
    const one = judgeOne(base, mutant, compile)
    if (one.verdict !== 'live') {
      judged.push(one)
      continue
    }
    const key = keyOf(one, base)
    const bucket = buckets.get(key) ?? []
    buckets.set(key, bucket)
    const at = bucket.find((index) => isAlike(judged[index], one, base))
    const before = at === undefined ? undefined : judged[at]
    if (at !== undefined && before?.verdict === 'live')
      judged[at] = { ...before, alike: [...before.alike, mutant] }
    else bucket.push(judged.push(one) - 1)
  }
  return judged
}

function judgeOne(base: Version, mutant: Mutant, compile: Compile): JudgedMutant {
  const version = compile(mutant.definition)
  if (version === undefined) return { verdict: 'stillborn', mutant }
  const affected = affectedOf(mutant, base)
  const diff =
    affected === undefined ? undefined : diffAccess(base, version, (name) => affected.has(name))
  const isConfigured = configurationKey(base, version) !== '[]'
  if (diff?.changes.length === 0 && !isConfigured) return { verdict: 'equivalent', mutant }
  const isShapeOnly = !isConfigured && isOnlyShape(diff)
  return { verdict: 'live', mutant, version, diff, isShapeOnly, alike: [] }
}

function isOnlyShape(diff: AccessDiff | undefined): boolean {
  return diff !== undefined && diff.changes.every(({ change }) => change === 'shape')
}

/** Only mutants with the same key can be alike. */
function keyOf({ diff, version, mutant }: LiveMutant, base: Version): string {
  if (diff === undefined) return mutant.id
  const names = diff.changes.map(({ change, subject, study, mode, capability }) =>
    [change, subject.name, study.name, mode, capability].join(' '),
  )
  return [configurationKey(base, version), ...names.toSorted()].join('\n')
}

function isAlike(one: JudgedMutant | undefined, other: LiveMutant, base: Version): boolean {
  if (one?.verdict !== 'live') return false
  const affected = [one, other].map(({ mutant }) => affectedOf(mutant, base))
  const isAsked = (name: string): boolean => affected.some((names) => names?.has(name) === true)
  return diffAccess(one.version, other.version, isAsked).changes.length === 0
}

/** A change of the modes is compared apart. */
function affectedOf(
  { holder }: Pick<Mutant, 'holder'>,
  { definition }: Version,
): ReadonlySet<string> | undefined {
  return holder === configurationHolder ? new Set() : affectedBy(holder, definition)
}

function configurationKey(base: Version, { definition }: Version): string {
  return JSON.stringify(diffConfiguration(base.definition.modes, definition.modes))
}
