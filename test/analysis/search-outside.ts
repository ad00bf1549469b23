import assert from 'node:assert/strict'

import { changesIn, diffAccess } from '../../emulator/analysis/access-diff.ts'
import { cellKeys } from '../../emulator/analysis/cells.ts'
import { subjectsOf } from '../../emulator/analysis/sides.ts'
import type { Version } from '../../emulator/analysis/sides.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Item } from '../../emulator/model/item.ts'
import { randomCase } from './random-case.ts'
import type { Random } from './random-case.ts'

/** Who asks, and what is stored, for values to ask with. */
export interface Asking {
  readonly callers: readonly Identity[]
  readonly seed: Readonly<Record<string, readonly Item[]>>
  readonly requestsEach: number
}

/** What a random search found. */
export interface Search {
  readonly asked: number
  /** Requests that the two versions answer differently. */
  readonly differing: number
  /** Those of them that no reported cell covers: there must be none. */
  readonly outside: readonly string[]
}

/** Asks both versions at random, every question of every subject as each caller. */
export function searchOutside(
  versions: readonly [Version, Version],
  { callers, seed, requestsEach }: Asking,
  random: Random,
): Search {
  const reported = reportedCells(versions)
  const requests = subjectsOf(versions).flatMap((subject) =>
    subject.studies.flatMap((study) =>
      callers.flatMap((identity) => {
        const keyOf = cellKeys(study, subject.sides, identity.mode)
        return Array.from({ length: requestsEach }, () => {
          const side = subject.sides[random() < 0.5 ? 0 : 1]
          assert.ok(side)
          const seeds = seed[subject.name] ?? []
          const asked = randomCase({ study, side, identity, seeds }, random)
          const changes = changesIn(
            study,
            subject.sides.map((one) => study.ask(one, asked)),
          )
          const key = keyOf(asked)
          const isMissing = changes.some(
            ({ change, capability }) =>
              !reported.has(
                cellName(subject.name, study.name, identity.mode, change, capability, key),
              ),
          )
          return {
            changes,
            isMissing,
            text: `${subject.name} ${study.name} ${JSON.stringify(asked)}`,
          }
        })
      }),
    ),
  )
  return {
    asked: requests.length,
    differing: requests.filter(({ changes }) => changes.length > 0).length,
    outside: requests.filter(({ isMissing }) => isMissing).map(({ text }) => text),
  }
}

function reportedCells([base, head]: readonly [Version, Version]): ReadonlySet<string> {
  return new Set(
    diffAccess(base, head).changes.flatMap(({ subject, study, mode, change, capability, cells }) =>
      cells.map(({ key }) => cellName(subject.name, study.name, mode, change, capability, key)),
    ),
  )
}

function cellName(...parts: readonly string[]): string {
  return parts.join('\n')
}
