import type { Case, Side, Study } from '../../emulator/analysis/case.ts'
import type { Identity } from '../../emulator/identity/identity.ts'
import type { Item } from '../../emulator/model/item.ts'
import { isItemRole } from '../../emulator/policy/role.ts'
import type { ItemRole } from '../../emulator/policy/role.ts'

/** Answers a number from 0 to 1, the same ones for the same seed. */
export type Random = () => number

export function randomOf(seed: string): Random {
  let state = Array.from(seed).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A caller of a scenario, items as it stores them, and a question. */
export interface RandomRequest {
  readonly study: Study
  readonly side: Side
  readonly identity: Identity
  readonly seeds: readonly Item[]
}

/** A request that the enumeration knows nothing of: its values come from the caller's token and from stored items. */
export function randomCase(request: RandomRequest, random: Random): Case {
  const { study, side, identity } = request
  const roles = study
    .roles(side)
    .filter(isItemRole)
    .filter((role) => study.arguments === true || role.mode === identity.mode)
  const fields = [...new Set(roles.map(({ field }) => field))]
  const carries = (name: string, value: unknown): boolean =>
    value === undefined || (study.carries?.(side, name, value) ?? true)
  const asked = roles.filter(({ kind, list }) => kind === 'owner' && !list)
  const choose = (names: readonly string[]): Item => {
    const chosen = names.map(
      (name) => [name, randomValue(request, { name, roles }, random)] as const,
    )
    return Object.fromEntries(chosen.filter(([, value]) => value !== undefined))
  }
  const attributes = Object.entries(choose(fields)).filter(([name, value]) => carries(name, value))
  const given =
    study.arguments === true ? choose([...new Set(asked.map(({ field }) => field))]) : {}
  return {
    identity,
    attributes: Object.fromEntries(attributes),
    given: Object.fromEntries(
      Object.entries(given).filter(([, value]) => typeof value !== 'number'),
    ),
    facts: Object.fromEntries(
      Object.entries(study.facts).map(([name, values]) => [name, pick(random, values) ?? '']),
    ),
  }
}

function randomValue(
  { study, side, identity, seeds }: RandomRequest,
  { name, roles }: { readonly name: string; readonly roles: readonly ItemRole[] },
  random: Random,
): unknown {
  const claims = 'claims' in identity ? identity.claims : {}
  const known = [
    ...Object.values(claims).flat(),
    ...seeds.flatMap((seed) => Object.values(seed).flat()),
    `${String(claims['sub'])}::${String(claims['username'])}`,
    'nobody',
    '',
  ].filter((value) => typeof value === 'string' || typeof value === 'number')
  const shape = random()
  if (shape < 0.3 && !study.requires(side, name)) return shape < 0.2 ? undefined : null
  if (!roles.some((role) => role.field === name && role.list)) return pick(random, known)
  return [pick(random, known), pick(random, known)].slice(0, Math.floor(random() * 3))
}

function pick<T>(random: Random, values: readonly T[]): T | undefined {
  return values[Math.floor(random() * values.length)]
}
