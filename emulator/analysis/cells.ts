import { EmulatorError } from '../errors.ts'
import type { Identity } from '../identity/identity.ts'
import type { Claims } from '../model/claims.ts'
import type { Item } from '../model/item.ts'
import type { Mode } from '../model/modes.ts'
import { isItemRole } from '../policy/role.ts'
import type { ItemRole, Role } from '../policy/role.ts'
import { attributeValues } from './attribute-values.ts'
import type { Answer, Case, Facts, Side, Study } from './case.ts'
import { claimUses, claimValues } from './claim-values.ts'
import { components } from './components.ts'
import { groupClasses, rightsIn } from './group-classes.ts'
import type { GroupClass } from './group-classes.ts'

/** A case that stands for all that the rules cannot tell from it, with what each side answers. */
export interface Cell {
  readonly key: string
  readonly asked: Case
  readonly answers: readonly Answer[]
}

/** How many cells one question may have: beyond it the rules differ in too many ways to be enumerated, and nothing is sampled in silence. */
const cellLimit = 250_000

/**
 * Every case that the rules of these sides can tell apart, for callers of one mode; one side for a matrix, two for a
 * comparison. Throws ANALYSIS_LIMIT beyond 250,000 cells (`analysis.md` §1.5 to §1.7).
 */
export function cellsOf(
  study: Study,
  sides: readonly Side[],
  mode: Mode,
): ReadonlyMap<string, Cell> {
  return collectCells(planOf(study, sides, mode))
}

/** The same for one caller: every case that the rules can tell apart while the caller stays who it is. */
export function cellsOfCaller(
  study: Study,
  sides: readonly Side[],
  identity: Identity,
): ReadonlyMap<string, Cell> {
  return collectCells({ ...planOf(study, sides, identity.mode), caller: identity })
}

function collectCells(plan: Plan): ReadonlyMap<string, Cell> {
  const { study, sides, mode } = plan
  const cells = new Map<string, Cell>()
  for (const asked of casesOf(plan)) {
    const answers = sides.map((side) => study.ask(side, asked))
    const key = keyOf(answers, asked.facts, plan.classes)
    if (!cells.has(key)) cells.set(key, { key, asked, answers })
    if (cells.size > cellLimit) throw tooMany(study, mode)
  }
  return cells
}

/** Says of a case of this mode which cell it belongs to. */
export function cellKeys(
  study: Study,
  sides: readonly Side[],
  mode: Mode,
): (asked: Case) => string {
  const { classes } = planOf(study, sides, mode)
  return (asked) =>
    keyOf(
      sides.map((side) => study.ask(side, asked)),
      asked.facts,
      classes,
    )
}

/** Static groups that nothing tells apart in this question: of each class one is enough to stand for all. */
export function classesOf(study: Study, sides: readonly Side[], mode: Mode): readonly GroupClass[] {
  return planOf(study, sides, mode).classes
}

interface Plan {
  readonly study: Study
  readonly sides: readonly Side[]
  readonly mode: Mode
  /** Those of the mode; where the request names owners, those whose arguments it can give, too. */
  readonly roles: readonly Role[]
  readonly classes: readonly GroupClass[]
  /** Whose cases these are; absent: everybody's. */
  readonly caller?: Identity
}

function planOf(study: Study, sides: readonly Side[], mode: Mode): Plan {
  const all = sides
    .flatMap((side) => study.roles(side))
    .filter((role) => role.mode === mode || (study.arguments === true && role.kind === 'owner'))
  const roles = [...new Map(all.map((role) => [signature(role), role])).values()]
  const classes = groupClasses(roles, (role) =>
    sides
      .map((side) => {
        const matrix = study.matrix(side)
        return matrix === undefined ? '' : rightsIn(matrix, role)
      })
      .join('\n'),
  )
  return { study, sides, mode, roles, classes }
}

/** Of two versions of a role, a list and a single value are read differently. */
function signature(role: Role): string {
  return isItemRole(role) ? `${role.id} ${role.list}` : role.id
}

/** Observations and facts in one text; of groups that nothing tells apart only whether the caller is in any. */
function keyOf(answers: readonly Answer[], facts: Facts, classes: readonly GroupClass[]): string {
  const seen = answers.map(({ observations, isGone = false }) => [
    isGone,
    ...observations
      .filter(({ role }) => role.kind !== 'static-group')
      .map(({ role, saw }) => `${role.id}=${saw}`),
  ])
  const groups = classes.map((members) =>
    answers.map(({ observations }) => seenByClass(members, observations)),
  )
  return JSON.stringify([seen, groups, facts])
}

function seenByClass(members: GroupClass, observations: Answer['observations']): string {
  const ids = members.map(({ id }) => id)
  const seen = observations.filter(({ role }) => ids.includes(role.id)).map(({ saw }) => saw)
  return seen.find((saw) => saw === 'granted') ?? seen[0] ?? ''
}

function* casesOf(plan: Plan): Generator<Case> {
  const parts = components(
    plan.roles.filter(({ kind }) => kind !== 'private' && kind !== 'public' && kind !== 'custom'),
  )
  const fragments = product(parts.map((roles) => fragmentsOf(plan, roles)))
  for (const identity of callersOf(plan))
    for (const facts of factsOf(plan.study))
      for (const chosen of fragments) yield caseOf(merged(chosen), identity, facts)
}

/** What one component contributes to a case. */
interface Fragment {
  readonly claims: Claims
  readonly attributes: Item
  readonly given: Item
}

const nothing: Fragment = { claims: {}, attributes: {}, given: {} }

function merged(fragments: readonly Fragment[]): Fragment {
  return fragments.reduce(
    (all, { claims, attributes, given }) => ({
      claims: { ...all.claims, ...claims },
      attributes: { ...all.attributes, ...attributes },
      given: { ...all.given, ...given },
    }),
    nothing,
  )
}

function caseOf({ claims, attributes, given }: Fragment, identity: Identity, facts: Facts): Case {
  return {
    identity:
      'claims' in identity ? { ...identity, claims: { ...identity.claims, ...claims } } : identity,
    attributes,
    given,
    facts,
  }
}

/** The fragments of a component that show its roles something new. */
function fragmentsOf(plan: Plan, roles: readonly Role[]): readonly Fragment[] {
  const tokens = tokensOf(plan, roles)
  const kept = new Map<string, Fragment[]>()
  for (const parts of tokens) {
    const claims = withoutAbsent(Object.assign({}, ...parts))
    const fragments = requestsOf(plan, roles.filter(isItemRole), claims)
    // A token is kept if what it shows is new as a set: then no request of it is.
    const shows = JSON.stringify(fragments.map(({ key }) => key).toSorted())
    if (!kept.has(shows))
      kept.set(
        shows,
        fragments.map(({ fragment }) => fragment),
      )
  }
  return [...kept.values()].flat()
}

/** Claims that between them show these roles everything; of one caller those that he has. */
function tokensOf({ caller, mode, classes }: Plan, roles: readonly Role[]): readonly Tokens[] {
  if (caller !== undefined) return [['claims' in caller ? caller.claims : {}]]
  return product(
    claimUses(
      roles.filter((role) => role.mode === mode),
      classes,
    ).map((use) => claimValues(use).map((value) => ({ [use.claim]: value }))),
  )
}

/** Parts of one token. */
type Tokens = readonly Claims[]

interface KeyedFragment {
  readonly key: string
  readonly fragment: Fragment
}

/** For one token: every combination of attributes and arguments that shows something new. */
function requestsOf(
  plan: Plan,
  roles: readonly ItemRole[],
  claims: Claims,
): readonly KeyedFragment[] {
  const fields = [...new Set(roles.map(({ field }) => field))]
  const choices = fields.flatMap((field) => {
    const reading = roles.filter((role) => role.field === field)
    const values = attributeValues(reading, claims).filter((value) =>
      isPossible(plan, field, value),
    )
    const attributes = values.map((value) => ({
      ...nothing,
      attributes: withoutAbsent({ [field]: value }),
    }))
    if (plan.study.arguments !== true || !reading.some(isArgument))
      return [tellingApart(plan, claims, attributes)]
    const given = values
      .filter((value) => typeof value !== 'number')
      .map((value) => ({ ...nothing, given: withoutAbsent({ [field]: value }) }))
    // An argument is held against the attribute, too, so the two are judged together.
    return [tellingApart(plan, claims, product([attributes, given]).map(merged))]
  })
  const found = new Map<string, Fragment>()
  for (const chosen of product(choices)) {
    const fragment = { ...merged(chosen), claims }
    const key = fragmentKey(plan, fragment)
    if (!found.has(key)) found.set(key, fragment)
  }
  return [...found].map(([key, fragment]) => ({ key, fragment }))
}

/** Only owners of one value give a subscription an argument. */
function isArgument({ kind, list }: ItemRole): boolean {
  return kind === 'owner' && !list
}

/** Of values of one attribute, those that show the roles something new (`analysis.md` §1.5, step 7). */
function tellingApart(
  plan: Plan,
  claims: Claims,
  values: readonly Fragment[],
): readonly Fragment[] {
  const found = new Map<string, Fragment>()
  // The first comes from the simplest values, so it is the one that people see.
  for (const one of values) {
    const key = fragmentKey(plan, { ...one, claims })
    if (!found.has(key)) found.set(key, one)
  }
  return [...found.values()]
}

/** What a fragment alone shows, under each combination of facts. */
function fragmentKey(plan: Plan, fragment: Fragment): string {
  const [identity] = callersOf(plan)
  if (identity === undefined) return ''
  return factsOf(plan.study)
    .map((facts) => {
      const asked = caseOf(fragment, identity, facts)
      return keyOf(
        plan.sides.map((side) => plan.study.ask(side, asked)),
        facts,
        plan.classes,
      )
    })
    .join('\n')
}

/** Whether some side's request can have the attribute so. */
function isPossible({ study, sides }: Plan, field: string, value: unknown): boolean {
  if (value === undefined || value === null) {
    if (sides.every((side) => side.policy !== undefined && study.requires(side, field)))
      return false
  }
  if (value === undefined || study.carries === undefined) return true
  return sides.some((side) => study.carries?.(side, field, value) === true)
}

const issuer = 'https://issuer.example'

/** Everybody of a mode that rules can tell apart without looking at claims. */
function identitiesOf(mode: Mode): readonly Identity[] {
  switch (mode) {
    case 'oidc':
    case 'userPool':
      return [{ mode, issuer, claims: {} }]
    case 'iam':
      return [
        { mode, principal: 'guest' },
        { mode, principal: 'authenticated' },
      ]
    case 'apiKey':
    case 'lambda':
      return [{ mode }]
  }
}

function callersOf({ caller, mode }: Plan): readonly Identity[] {
  return caller === undefined ? identitiesOf(mode) : [caller]
}

function factsOf({ facts }: Study): readonly Facts[] {
  return product(
    Object.entries(facts).map(([name, values]) => values.map((value) => ({ [name]: value }))),
  ).map((chosen) => Object.assign({}, ...chosen) as Facts)
}

function product<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (found, options) => found.flatMap((chosen) => options.map((option) => [...chosen, option])),
    [[]],
  )
}

function withoutAbsent(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined))
}

function tooMany({ name }: Study, mode: Mode): EmulatorError {
  return new EmulatorError(
    'ANALYSIS_LIMIT',
    `"${name}" for callers of mode ${mode}: the rules can tell more than ${cellLimit} cases apart; nothing is sampled, so nothing is said`,
  )
}
