import type { ConstDirectiveNode } from 'graphql'

import { EmulatorError } from '../errors.ts'
import { modelOperations, providers, strategies } from '../model/rule.ts'
import type { ModelOperation, Provider, Rule, Strategy } from '../model/rule.ts'
import { directiveArguments } from './directive.ts'
import type { RuleOrigin } from './rule-places.ts'

/** The provider of a rule that names none (`auth-semantics` §1.1); never the API's default mode. */
const defaultProviders: Readonly<Record<Strategy, Provider>> = {
  private: 'userPools',
  owner: 'userPools',
  groups: 'userPools',
  public: 'apiKey',
  custom: 'function',
}

interface Named {
  readonly name: { readonly value: string }
}

/** The rules of `@auth(rules: […])` in the order written; `origins[i]` is what the builder knows of the i-th. */
export function parseRules(
  node: Named & { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  origins: readonly RuleOrigin[],
): Rule[] {
  const rules = directiveArguments(node, 'auth')?.['rules']
  if (!Array.isArray(rules)) return []
  if (rules.length === 0)
    throw new EmulatorError(
      'DEFINITION_INVALID',
      `@auth on ${node.name.value} does not have any auth rules.`,
    )
  return rules.map((rule: Record<string, unknown>, index) => parseRule(rule, origins[index]))
}

/** One rule of `@auth`. */
export function parseRule(
  written: Readonly<Record<string, unknown>>,
  { place, meansList }: RuleOrigin = {},
): Rule {
  const strategy = oneOf(strategies, written['allow'], 'allow')
  const provider = written['provider'] ?? defaultProviders[strategy]
  const rule = {
    strategy,
    provider: oneOf(providers, provider, 'provider'),
    operations: operationsOf(written['operations']),
    ownerField:
      strategy === 'owner' ? text(written['ownerField'] ?? 'owner', 'ownerField') : undefined,
    groupsField: optionalText(written['groupsField'], 'groupsField'),
    groups: groupsOf(written['groups']),
    identityClaim: optionalText(written['identityClaim'], 'identityClaim'),
    groupClaim: optionalText(written['groupClaim'], 'groupClaim'),
    providerImplied: isImplied(written, strategy) ? true : undefined,
    meansList,
    place,
  }
  return Object.fromEntries(
    Object.entries(rule).filter(([, value]) => value !== undefined),
  ) as unknown as Rule
}

function isImplied(written: Readonly<Record<string, unknown>>, strategy: Strategy): boolean {
  return written['provider'] === undefined && defaultProviders[strategy] === 'userPools'
}

function operationsOf(value: unknown): ModelOperation[] | undefined {
  if (value === undefined) return undefined
  return listOf(value, 'operations').map((operation) =>
    oneOf(modelOperations, operation, 'operations'),
  )
}

function groupsOf(value: unknown): string[] | undefined {
  return value === undefined
    ? undefined
    : listOf(value, 'groups').map((group) => text(group, 'groups'))
}

function listOf(value: unknown, name: string): unknown[] {
  return Array.isArray(value) ? value : [text(value, name)]
}

function optionalText(value: unknown, name: string): string | undefined {
  return value === undefined ? undefined : text(value, name)
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  throw new TypeError(`@auth: ${name} must be a string, not ${JSON.stringify(value)}`)
}

function oneOf<T extends string>(members: readonly T[], value: unknown, name: string): T {
  const member = members.find((candidate) => candidate === value)
  if (member !== undefined) return member
  throw new TypeError(`@auth: ${name} ${JSON.stringify(value)} is none of ${members.join(', ')}`)
}
