import type { GraphQLSchema } from 'graphql'

import { loadDefinition } from './definition/load-definition.ts'
import { mentionedPlace } from './definition/mentioned-place.ts'
import type { DefinedNames } from './definition/mentioned-place.ts'
import { placeText } from './definition/place-text.ts'
import { EmulatorError } from './errors.ts'
import { undefinedEnumInputs } from './graphql/types/enum-inputs.ts'
import type { UndefinedInput } from './graphql/types/enum-inputs.ts'
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
  /** The mutant that the definition was made into, and what is written; absent: it is as written. */
  readonly mutant?: { readonly id: string; readonly written: Definition } | undefined
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
  const refusals = [
    ...findRefusals(definition),
    ...rootFields(definition, rootFieldName),
    ...undefinedEnumInputs(definition).map(refuseInput),
  ]
  if (refusals.length > 0) {
    const lines = refusals.map((refusal) => refusalLine(refusal, definition))
    throw new EmulatorError('DEFINITION_INVALID', [...new Set(lines)].join('\n'))
  }
  return { definition, policy: compilePolicy(definition) }
}

/** AWS's transformer takes such a schema; AppSync does not. */
function refuseInput({ model, field, input }: UndefinedInput): Refusal {
  const subject = `${model.name}.${field.name}`
  const message = `a relation's filter by this field is a "${input}", which AWS leaves undefined, so AppSync does not take the schema; enable the list query of "${model.name}"`
  return { subject, message, ...(model.place === undefined ? {} : { place: model.place }) }
}

function refusalLine(refusal: Refusal, definition: Definition): string {
  const { message, subject, place } = refusal
  const line = subject === undefined ? message : `${subject}: ${message}`
  const isAboutRule = message.startsWith('@auth ')
  const mentioned = isAboutRule
    ? undefined
    : mentionedPlace(line, namesOf(definition), modules(definition))
  return `${placeText(mentioned ?? place ?? definition.file)}: ${line}`
}

function namesOf({ models, customTypes, enums, operations }: Definition): DefinedNames {
  const fieldNames = ({ fields }: { readonly fields: readonly { readonly name: string }[] }) =>
    fields.map(({ name }) => name)
  return new Map<string, readonly string[]>([
    ...operations.map(({ name }) => [name, []] as const),
    ...enums.map(({ name }) => [name, []] as const),
    ...customTypes.map((type) => [type.name, fieldNames(type)] as const),
    ...models.map((model) => [model.name, fieldNames(model)] as const),
  ])
}

/** SDL has its keys in another form. */
function modules({ sources }: Definition): readonly string[] {
  return sources.filter((file) => /\.[cm]?[jt]sx?$/.test(file))
}
