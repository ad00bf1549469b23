import type { Claims } from '../model/claims.ts'
import type { Definition } from '../model/definition.ts'
import { enabledModes } from '../model/modes.ts'
import type { Rule } from '../model/rule.ts'
import type { Persona } from './persona.ts'

/** auth-semantics §3.1 and §3.2: what a rule reads when it names no claim. */
const defaultOwnerClaim = 'sub::username'
const defaultGroupClaim = 'cognito:groups'

const owners = [
  { name: 'alice', description: 'an owner' },
  { name: 'bob', description: 'another owner' },
]

/** For an API without a file of personas: one for each caller that its rules about tokens can tell apart. */
export function derivePersonas(definition: Definition): readonly Persona[] {
  const rules = tokenRules(definition)
  const ownerClaims = ownerClaimsOf(rules)
  const personas: Persona[] = []
  if (ownerClaims.length > 0) {
    for (const { name, description } of owners) {
      personas.push({ name, description, claims: ownerClaimsFor(name, ownerClaims) })
    }
  }
  for (const [group, claimNames] of groupsOf(rules)) {
    const name = personas.some((persona) => persona.name === group) ? `${group}-member` : group
    personas.push({
      name,
      description: `member of ${group}`,
      claims: { ...ownerClaimsFor(name, ownerClaims), ...groupClaimsFor(group, claimNames) },
    })
  }
  return [...personas, nobody(personas), ...apiKeyCallers(definition, personas)]
}

/** Signed in, and nothing more. */
function nobody(others: readonly Persona[]): Persona {
  const name = others.some((persona) => persona.name === 'noclaim') ? 'noclaim-2' : 'noclaim'
  return { name, description: 'signed in, without further claims', claims: { sub: `sub-${name}` } }
}

/** Whoever has the API key and no token. */
function apiKeyCallers({ modes }: Definition, others: readonly Persona[]): readonly Persona[] {
  if (!enabledModes(modes).includes('apiKey')) return []
  const name = others.some((persona) => persona.name === 'api-key') ? 'api-key-2' : 'api-key'
  const description = 'calls with the API key, without a token'
  return [{ name, description, claims: {}, mode: 'apiKey' }]
}

function tokenRules({ models, customTypes, operations }: Definition): readonly Rule[] {
  const fields = [...models, ...customTypes].flatMap((type) => type.fields)
  const all = [...models, ...fields, ...operations].flatMap(({ rules }) => rules)
  return all.filter(({ provider }) => provider === 'oidc' || provider === 'userPools')
}

/** The single claims that any owner rule reads: `a::b` reads two. */
function ownerClaimsOf(rules: readonly Rule[]): readonly string[] {
  const claims = rules
    .filter(({ strategy }) => strategy === 'owner')
    .flatMap(({ identityClaim }) => (identityClaim ?? defaultOwnerClaim).split('::'))
  return [...new Set(claims)]
}

/** Each static group with the claims that its rules look it up in. */
function groupsOf(rules: readonly Rule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>()
  for (const rule of rules) {
    for (const group of rule.groups ?? []) {
      const claims = groups.get(group) ?? new Set()
      groups.set(group, claims.add(rule.groupClaim ?? defaultGroupClaim))
    }
  }
  return groups
}

function ownerClaimsFor(name: string, claimNames: readonly string[]): Claims {
  const claims = claimNames.map((claim) => [claim, name] as const)
  return { sub: `sub-${name}`, ...Object.fromEntries(claims) }
}

function groupClaimsFor(group: string, claimNames: ReadonlySet<string>): Claims {
  return Object.fromEntries([...claimNames].map((claim) => [claim, [group]] as const))
}
