import { createRandom } from '../conformance/random.ts'
import type { Random } from '../conformance/random.ts'
import type { Scenario } from '../conformance/scenario.ts'

/** A definition whose rules say all that rules can say, on few fields. */
export type RuledDefinition = Pick<Scenario, 'authModes' | 'schema'>

/** Claims that meet one another: as owner, as part of an owner, as groups. */
const ownerClaims = [
  '',
  ".identityClaim('user_id')",
  ".identityClaim('sub')",
  ".identityClaim('username')",
]
const groupClaims = [".withClaimIn('user_groups')", ".withClaimIn('user_id')", '']
const groupNames = ['Admins', 'SuperAdmins', 'HR'] as const

/** How many rules stand in a place, and what they grant there. */
interface Bearer {
  readonly most: number
  readonly grants: readonly string[]
}

const modelGrants = [
  '',
  '',
  ".to(['read'])",
  ".to(['create', 'read'])",
  ".to(['update', 'delete'])",
  ".to(['list', 'listen'])",
  ".to(['get', 'create', 'update'])",
]
const wide: Bearer = { most: 4, grants: modelGrants }
const narrow: Bearer = { most: 3, grants: modelGrants }
/** Fields know no single way of reading. */
const fields: Bearer = { most: 2, grants: ['', ".to(['read'])", ".to(['create', 'delete'])"] }

/** The definition of a seed: rules of every kind on a model and on its fields, and a second model that it is related to. */
export function ruledDefinition(seed: number): RuledDefinition {
  const random = createRandom(seed)
  const additional = random.some(['apiKey', 'lambda'] as const, 2)
  const text = `a.schema({
    Note: ${noteText(random, additional)},
    Folder: a.model({ name: a.string()${fieldRules(random, additional)}, notes: a.hasMany('Note', 'folderId') })
      .authorization(${rulesText(random, additional, narrow)}),
  })`
  return { schema: { gen2: text }, authModes: { default: 'oidc', additional } }
}

function noteText(random: Random, modes: readonly string[]): string {
  const owner = random.pick(['', 'owner: a.string(),', 'owner: a.string().required(),'])
  const written = `
      ${owner}
      author: a.string()${fieldRules(random, modes)},
      owners: a.string().array(),
      team: a.string(),
      teams: a.string().array(),
      text: a.string()${fieldRules(random, modes)},
      count: a.integer()${fieldRules(random, modes)},
      folderId: a.id(),
      folder: a.belongsTo('Folder', 'folderId')${fieldRules(random, modes)},`
  const key = owner.includes('required') && random.chance(0.5) ? ".identifier(['owner'])" : ''
  const index = random.chance(0.5)
    ? ".secondaryIndexes((index) => [index('author').sortKeys(['text'])])"
    : ''
  const disabled = random.chance(0.2) ? ".disableOperations(['subscriptions'])" : ''
  return `a.model({${written}})${key}${index}${disabled}.authorization(${rulesText(random, modes, wide)})`
}

function fieldRules(random: Random, modes: readonly string[]): string {
  return random.chance(0.25) ? `.authorization(${rulesText(random, modes, fields)})` : ''
}

function rulesText(random: Random, modes: readonly string[], { most, grants }: Bearer): string {
  const rules = random.some(rulesOf(random, modes), most)
  const written = rules.length === 0 ? ["allow.authenticated('oidc')"] : rules
  return `(allow) => [${written.map((rule) => `${rule}${choose(random, grants)}`).join(', ')}]`
}

function rulesOf(random: Random, modes: readonly string[]): readonly string[] {
  const owner = (): string => choose(random, ownerClaims)
  const groups = (): string => choose(random, groupClaims)
  return [
    `allow.owner('oidc')${owner()}`,
    `allow.ownerDefinedIn('author', 'oidc')${owner()}`,
    `allow.ownersDefinedIn('owners', 'oidc')${owner()}`,
    `allow.group('${random.pick(groupNames)}', 'oidc')${groups()}`,
    `allow.groups(['Admins', 'HR'], 'oidc')${groups()}`,
    `allow.groupDefinedIn('team', 'oidc')${groups()}`,
    `allow.groupsDefinedIn('teams', 'oidc')${groups()}`,
    "allow.authenticated('oidc')",
    ...(modes.includes('apiKey') ? ['allow.publicApiKey()'] : []),
    ...(modes.includes('lambda') ? ['allow.custom()'] : []),
  ]
}

function choose(random: Random, from: readonly string[]): string {
  return from[random.below(from.length)] ?? ''
}
