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
  [base, head]: readonly [Version, Version],
  { callers, seed, requestsEach }: Asking,
  random: Random,
): Search {
  const reported = new Set(
    diffAccess(base, head).changes.flatMap(({ subject, study, mode, change, capability, cells }) =>
      cells.map(({ key }) => [subject.name, study.name, mode, change, capability, key].join('\n')),
    ),
  )
  const found = { asked: 0, differing: 0, outside: new Array<string>() }
  for (const { name, sides, studies } of subjectsOf([base, head])) {
    for (const study of studies) {
      for (const identity of callers) {
        const keyOf = cellKeys(study, sides, identity.mode)
        for (let count = 0; count < requestsEach; count += 1) {
          const side = sides[random() < 0.5 ? 0 : 1]
          if (side === undefined) continue
          const asked = randomCase({ study, side, identity, seeds: seed[name] ?? [] }, random)
          const changes = changesIn(
            study,
            sides.map((one) => study.ask(one, asked)),
          )
          found.asked += 1
          if (changes.length > 0) found.differing += 1
          const missing = changes.filter(
            ({ change, capability }) =>
              !reported.has(
                [name, study.name, identity.mode, change, capability, keyOf(asked)].join('\n'),
              ),
          )
          if (missing.length > 0)
            found.outside.push(`${name}, ${study.name}: ${JSON.stringify([asked, missing])}`)
        }
      }
    }
  }
  return found
}
