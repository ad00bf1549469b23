import type { Definition, Place } from '../../model/definition.ts'

/** How a rule, or what is configured beside the rules, is changed; one at a time (`analysis.md` §6.1). */
export const operatorNames = [
  'drop',
  'widen-ops',
  'narrow-op',
  'add-op',
  'owner-to-authenticated',
  'group-to-authenticated',
  'authenticated-to-public',
  'owner-claim',
  'group-claim',
  'owner-field',
  'change-group',
  'drop-group',
  'add-group',
  'swap-case',
  'provider',
  'drop-field-rule',
  'field-ops',
  'lift-field-rule',
  'inherit',
  'auth-ttl',
  'issue-ttl',
  'client-id',
] as const
export type OperatorName = (typeof operatorNames)[number]

/** One change of a definition, and what it is then. */
export interface Change {
  readonly operator: OperatorName
  /** What the operator is told, where it can be told several things: an operation, a claim, a group. */
  readonly argument?: string
  /** In the user's words, e.g. `without allow.owner('oidc')`. */
  readonly text: string
  readonly definition: Definition
}

/** A definition in which one thing is otherwise than written. */
export interface Mutant extends Change {
  /** e.g. `Employee.ssn#0:drop`, `Todo#1:narrow-op(get)`, `Employee:inherit`, `oidc:auth-ttl`. */
  readonly id: string
  /** What it is a change of: a model, `Employee.ssn`, `Query.report`, or `oidc`. */
  readonly holder: string
  readonly place?: Place
}

/** A change by its name: where, and what. */
export function mutantAt(
  where: { readonly at: string; readonly place?: Place | undefined },
  change: Change,
): Mutant {
  const { at, place } = where
  const { operator, argument } = change
  const [holder = at] = at.split('#')
  return {
    ...change,
    id: `${at}:${operator}${argument === undefined ? '' : `(${argument})`}`,
    holder,
    ...(place === undefined ? {} : { place }),
  }
}
