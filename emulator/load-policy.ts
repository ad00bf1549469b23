import type { GraphQLSchema } from 'graphql'

import { loadDefinition } from './definition/load-definition.ts'
import { placeText } from './definition/place-text.ts'
import { EmulatorError } from './errors.ts'
import { rootFieldName } from './graphql/types/names.ts'
import type { Definition } from './model/definition.ts'
import { compilePolicy } from './policy/compile-policy.ts'
import type { Policy } from './policy/compile-policy.ts'
import { findRefusals } from './policy/refusals.ts'
import type { Refusal } from './policy/refusals/refusal.ts'
import { rootFields } from './policy/refusals/root-fields.ts'

/** A definition that AWS would deploy, and what its rules compile to. */
export interface LoadedPolicy {
  readonly definition: Definition
  readonly policy: Policy
  /** What the API executes, when it was built already; worlds may share it. */
  readonly schema?: GraphQLSchema | undefined
}

/**
 * Loads a definition as `loadDefinition` does and compiles its rules. What AWS would refuse to deploy is refused here: the
 * error's message holds a line for each fault, with its place and AWS's own sentence.
 */
export async function loadPolicy(
  path: string,
  options: Parameters<typeof loadDefinition>[1] = {},
): Promise<LoadedPolicy> {
  return policyOf(await loadDefinition(path, options))
}

/** Compiles the rules of a definition; refuses, as above, what AWS would not deploy. */
export function policyOf(definition: Definition): LoadedPolicy {
  const refusals = [...findRefusals(definition), ...rootFields(definition, rootFieldName)]
  if (refusals.length > 0) {
    const lines = refusals.map((refusal) => refusalLine(refusal, definition.file))
    throw new EmulatorError('DEFINITION_INVALID', [...new Set(lines)].join('\n'))
  }
  return { definition, policy: compilePolicy(definition) }
}

function refusalLine({ message, subject, place }: Refusal, file: string): string {
  const where = placeText(place ?? file)
  return subject === undefined ? `${where}: ${message}` : `${where}: ${subject}: ${message}`
}
