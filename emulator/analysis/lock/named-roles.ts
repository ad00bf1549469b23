import type { Mode } from '../../model/modes.ts'
import type { Provider } from '../../model/rule.ts'
import type { ItemRole, Role } from '../../policy/role.ts'

/** What stands for a name in a lock file: as it is, or quoted where it could be read as something else. */
const name = String.raw`("(?:[^"\\]|\\.)*"|[\w:./@-]+)`
const inGroups = new RegExp(`caller (?:in groups other than|not in|in) (.+?) of ${name}`, 'g')
const held = new RegExp(
  `${name} (is in|is not in|has a group of|has no group of|is not|is|does not contain|contains) caller's ${name}`,
  'g',
)
const claimAlone = new RegExp(
  `caller (has no|has|in no|in some|lists no|lists some) (?!of )${name}`,
  'g',
)
const sets = new RegExp(`sets ${name} to ([^,\\n]+)`, 'g')

/** Whoever the lines of one question name, for callers of one mode; roles that are known are taken as they are. */
export function namedRoles(
  texts: readonly string[],
  mode: Mode,
  known: readonly Role[],
): readonly Role[] {
  const text = texts.join('\n')
  const found = [
    ...[...text.matchAll(held)].map(([, field = '', verb = '', claim = '']) =>
      heldRole({ field: nameOf(field), verb, claim: nameOf(claim) }, mode),
    ),
    ...[...text.matchAll(inGroups)].flatMap(([, groups = '', claim = '']) =>
      groupNames(groups).map((group) => groupRole(group, nameOf(claim), mode)),
    ),
  ]
  const all = [...known, ...found, ...ownersSet(text, mode, [...known, ...found])]
  const claims = [...text.matchAll(claimAlone)].flatMap(([, verb = '', claim = '']) =>
    roleOfClaim({ verb, claim: nameOf(claim) }, mode, all),
  )
  return distinct([...all, ...claims, ...principals(mode)])
}

/** The names of `A or B`. */
function groupNames(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(name, 'g'))]
    .map(([one]) => one)
    .filter((one) => one !== 'or')
    .map(nameOf)
}

/** The sets of groups that conditions speak of as one. */
export function namedClasses(texts: readonly string[]): readonly (readonly string[])[] {
  return texts.flatMap((text) =>
    [...text.matchAll(inGroups)].map(([, groups = '']) => groupNames(groups)),
  )
}

function nameOf(text: string): string {
  return text.startsWith('"') ? String(JSON.parse(text)) : text
}

/** Whose claim is filled in: whether the field is a list other lines say. */
function ownersSet(text: string, mode: Mode, all: readonly Role[]): readonly Role[] {
  return [...text.matchAll(sets)]
    .map(([, field = '', claim = '']) =>
      itemRole({ kind: 'owner', field: nameOf(field), claim, list: false }, mode),
    )
    .filter(({ id }) => !all.some((role) => role.id === id))
}

interface Held {
  readonly field: string
  readonly verb: string
  readonly claim: string
}

function heldRole({ field, verb, claim }: Held, mode: Mode): ItemRole {
  const isList = /group|contain/.test(verb)
  const kind = /group|\bin$/.test(verb) ? 'dynamic-group' : 'owner'
  return itemRole({ kind, field, claim, list: isList }, mode)
}

/** A condition on a claim alone names no field: that of a role with this claim, else the usual one. */
function roleOfClaim(
  { verb, claim }: Omit<Held, 'field'>,
  mode: Mode,
  all: readonly Role[],
): readonly Role[] {
  const kind = verb.startsWith('has') ? 'owner' : 'dynamic-group'
  const list = verb.startsWith('lists')
  const isThere = all.some(
    (role) =>
      role.kind === kind && role.claim === claim && (kind === 'owner' || role.list === list),
  )
  const field = kind === 'owner' ? 'owner' : 'groups'
  return isThere ? [] : [itemRole({ kind, field, claim, list }, mode)]
}

type ItemParts = Pick<ItemRole, 'kind' | 'field' | 'claim' | 'list'>

function itemRole(parts: ItemParts, mode: Mode): ItemRole {
  const provider = providerOf[mode]
  const { kind, field, claim } = parts
  const strategy = kind === 'owner' ? 'owner' : 'groups'
  const word = kind === 'owner' ? 'owner' : 'dynamicGroup'
  return {
    ...parts,
    id: `${provider}:${word}:${field}:${claim}`,
    provider,
    mode,
    rule: { strategy, provider },
  }
}

function groupRole(group: string, claim: string, mode: Mode): Role {
  const provider = providerOf[mode]
  return {
    id: `${provider}:staticGroup:${group}:${claim}`,
    kind: 'static-group',
    provider,
    mode,
    rule: { strategy: 'groups', provider, groups: [group] },
    group,
    claim,
  }
}

/** Of identity pools: who signed in, and guests. */
function principals(mode: Mode): readonly Role[] {
  if (mode !== 'iam') return []
  return (['private', 'public'] as const).map((kind) => ({
    id: `iam:${kind}`,
    kind,
    provider: 'identityPool',
    mode,
    rule: { strategy: kind, provider: 'identityPool' },
  }))
}

const providerOf: Readonly<Record<Mode, Provider>> = {
  oidc: 'oidc',
  userPool: 'userPools',
  apiKey: 'apiKey',
  iam: 'identityPool',
  lambda: 'function',
}

function distinct(roles: readonly Role[]): readonly Role[] {
  const signature = (role: Role): string => `${role.id} ${'list' in role ? role.list : ''}`
  // The first one stays: what is known goes before what is only named.
  return [
    ...new Map(roles.toReversed().map((role) => [signature(role), role])).values(),
  ].toReversed()
}
