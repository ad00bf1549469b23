import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'

/** What ran of one source file: places in its text, each with whether it ran; a place inside another is the more exact. */
type Ranges = readonly Profiler.CoverageRange[]

/** What ran between two looks, by file. */
export type BranchRun = ReadonlyMap<string, readonly Ranges[]>

/** Looks at what V8 ran in the files that `isWatched` names. */
export interface BranchWatch {
  /** What ran since the last look. */
  take(): Promise<BranchRun>
}

/** Starts watching, in this process and until it ends. */
export async function watchBranches(isWatched: (url: string) => boolean): Promise<BranchWatch> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    take: async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage')
      const watched = result.filter(({ url }) => isWatched(url))
      return new Map(
        watched.map(({ url, functions }) => [url, functions.map(({ ranges }) => ranges)]),
      )
    },
  }
}

/**
 * For each run, the branches that it went through, as `file:offset`. V8 only tells branches apart that ran differently,
 * so the places to ask for are those that any run told apart.
 */
export function branchesOf(runs: readonly BranchRun[]): readonly ReadonlySet<string>[] {
  const places = new Map<string, Set<number>>()
  for (const run of runs) {
    for (const [url, functions] of run) {
      const known = places.get(url) ?? new Set()
      for (const { startOffset } of functions.flat()) known.add(startOffset)
      places.set(url, known)
    }
  }
  return runs.map(
    (run) =>
      new Set([...run].flatMap(([url, functions]) => placesRun(url, functions, places.get(url)))),
  )
}

function placesRun(
  url: string,
  functions: readonly Ranges[],
  places: ReadonlySet<number> = new Set(),
): readonly string[] {
  const ranges = functions.flat()
  return [...places].filter((place) => hasRun(ranges, place)).map((place) => `${url}:${place}`)
}

function hasRun(ranges: Ranges, place: number): boolean {
  const around = ranges.filter(
    ({ startOffset, endOffset }) => startOffset <= place && place < endOffset,
  )
  const [innermost] = around.toSorted((one, other) => lengthOf(one) - lengthOf(other))
  return (innermost?.count ?? 0) > 0
}

function lengthOf({ startOffset, endOffset }: Profiler.CoverageRange): number {
  return endOffset - startOffset
}
