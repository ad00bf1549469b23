import type { Mutant } from './find-mutants.ts'

/** A change that nobody could notice, and why. */
export interface Equivalent {
  readonly file: string
  /** The line of code. */
  readonly code: string
  readonly change: string
  readonly reason: string
}

const isKeyed =
  'const isKeyed = (role: Role): boolean => isItemRole(role) && keyAttributes.includes(role.field)'
const onlyTheField =
  'isItemRole(role) && keyAttributes.includes(role.field) → (keyAttributes.includes(role.field))'

/** Each is held against the run: one that a test does notice must leave the list. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'emulator/authorization/decision.ts',
    code: "return identity.mode === 'iam' && identity.principal === 'non-cognito'",
    change:
      "identity.mode === 'iam' && identity.principal === 'non-cognito' → (identity.principal === 'non-cognito')",
    reason: 'for the compiler: identities of other modes have no principal',
  },
  {
    file: 'emulator/authorization/decisions/create.ts',
    code: "if (evaluation.reason === 'fills-owner' && role.kind === 'owner')",
    change:
      "evaluation.reason === 'fills-owner' && role.kind === 'owner' → (evaluation.reason === 'fills-owner')",
    reason: 'for the compiler: only owner roles fill in',
  },
  {
    file: 'emulator/authorization/decisions/read.ts',
    code: isKeyed,
    change: onlyTheField,
    reason: 'for the compiler: roles that are not about items have no field',
  },
  {
    file: 'emulator/authorization/decisions/relation.ts',
    code: isKeyed,
    change: onlyTheField,
    reason: 'for the compiler: roles that are not about items have no field',
  },
  {
    file: 'emulator/authorization/decisions/item.ts',
    code: "if (terms === undefined || !('field' in role)) return evaluation",
    change: "terms === undefined || !('field' in role) → (terms === undefined)",
    reason: 'for the compiler: only roles about items give terms',
  },
  {
    file: 'emulator/authorization/explain.ts',
    code: "'fields-not-allowed': ({ deniedFields = [] }) =>",
    change: "[] → ['mutated']",
    reason: 'for the compiler: a decision with this reason names the fields',
  },
  {
    file: 'emulator/authorization/explain.ts',
    code: 'return isItemRole(role) ? wouldHoldItem(role, evaluation) : []',
    change: 'isItemRole(role) → true',
    reason: 'for the compiler: other roles compare nothing, and that is an empty list there too',
  },
  {
    file: 'emulator/authorization/group-claim.ts',
    code: "return typeof value === 'object' && value !== null ? Object.values(value) : []",
    change: "typeof value === 'object' && value !== null → (typeof value === 'object')",
    reason: 'for the compiler: a claim that is null is read as missing',
  },
]

/** The entry for a mutant, if there is one. */
export function equivalentOf({ file, code, change }: Mutant): Equivalent | undefined {
  return equivalents.find(
    (entry) => entry.file === file && entry.code === code && entry.change === change,
  )
}
