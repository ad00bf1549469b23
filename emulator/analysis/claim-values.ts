import { claimParts, isItemRole } from '../policy/role.ts'
import type { ItemRole, Role } from '../policy/role.ts'

/** How roles read one claim. */
export interface ClaimUse {
  readonly claim: string
  readonly asOwner: boolean
  readonly asGroups: boolean
  /** Names that static group roles look for, one for each class of roles with the same rights. */
  readonly groups: readonly string[]
  /** What claims that meet this one on a field can put there. */
  readonly neighbours: readonly string[]
}

/** Who the caller is by this claim. */
function ownName(claim: string): string {
  return `me-by-${claim}`
}

/** A group that only items name. */
export function ownTeam(claim: string): string {
  return `team-of-${claim}`
}

/** Equal, as a text, to what a number claim holds; DynamoDB tells them apart, AWS's resolvers do not. */
const ownNumber = 7001

/** How the claims of these roles are used. */
export function claimUses(
  roles: readonly Role[],
  groupClasses: readonly (readonly Role[])[],
): readonly ClaimUse[] {
  const claims = new Set(roles.flatMap(claimsOf))
  return [...claims].map((claim) => {
    const reading = roles.filter((role) => claimsOf(role).includes(claim))
    return {
      claim,
      asOwner: reading.some(({ kind }) => kind === 'owner'),
      asGroups: reading.some(({ kind }) => kind === 'dynamic-group'),
      groups: groupClasses.flatMap(([first]) =>
        first?.kind === 'static-group' && first.claim === claim ? [first.group] : [],
      ),
      neighbours: neighboursOf(claim, roles.filter(isItemRole)),
    }
  })
}

/** The claims that a role reads; `sub::username` is two. */
export function claimsOf(role: Role): readonly string[] {
  return 'claim' in role ? claimParts(role.claim) : []
}

/** What other claims put into the fields that this claim is held against, and what several parts are together. */
function neighboursOf(claim: string, roles: readonly ItemRole[]): readonly string[] {
  const fields = new Set(
    roles.filter((role) => claimsOf(role).includes(claim)).map(({ field }) => field),
  )
  const values = roles
    .filter(({ field }) => fields.has(field))
    .flatMap((role) => [
      ...claimsOf(role)
        .filter((other) => other !== claim)
        .flatMap((other) => [ownName(other), ownTeam(other)]),
      ...(claimsOf(role).length > 1 ? [claimsOf(role).map(ownName).join('::')] : []),
    ])
  return [...new Set(values)]
}

/** Values of one claim that between them show the roles everything that any value could (`analysis.md` §1.5, step 4). */
export function claimValues(use: ClaimUse): readonly unknown[] {
  const { claim, asOwner, asGroups, groups, neighbours } = use
  const texts = asOwner || asGroups
  const lists = groups.length > 0 || asGroups ? groupLists(use) : []
  const own = [ownName(claim), ...neighbours]
  return [
    undefined,
    ...(asOwner ? [...own, ownNumber, [ownName(claim)], JSON.stringify([ownName(claim)])] : []),
    ...(asGroups ? [[], '', [''], ownTeam(claim), ...neighbours] : []),
    ...lists,
    ...(texts || groups.length > 0 ? lists.flatMap(spellings) : []),
  ]
}

function groupLists({
  claim,
  asGroups,
  groups,
  neighbours,
}: ClaimUse): readonly (readonly string[])[] {
  const named = subsets(groups)
  if (!asGroups) return named
  const extra = [ownTeam(claim), ...neighbours]
  return named.flatMap((names) => [names, ...extra.map((one) => [...names, one]), ['', ...names]])
}

/** The other ways in which issuers write a list of groups. */
function spellings(list: readonly string[]): readonly string[] {
  const single = list.length === 1 ? list : []
  return [...single, list.join(','), JSON.stringify(list)]
}

export function subsets<T>(members: readonly T[]): readonly (readonly T[])[] {
  return members.reduce<readonly (readonly T[])[]>(
    (found, member) => [...found, ...found.map((subset) => [...subset, member])],
    [[]],
  )
}
