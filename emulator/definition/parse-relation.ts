import { EmulatorError } from '../errors.ts'
import type { FieldKind, Relation } from '../model/definition.ts'
import { directiveArguments, namesIn, refuseOtherArguments } from './directive.ts'
import type { Directed } from './directive.ts'

const relationKinds = ['hasMany', 'hasOne', 'belongsTo'] as const

/** The directives that make a field a relation. */
export const relationDirectives: readonly string[] = relationKinds

/** Reads the relation of a model's field of this kind; undefined when it is none. */
export function parseRelation(
  node: Directed,
  kind: FieldKind,
  bearer: string,
): Relation | undefined {
  const found = relationKinds.find((name) => directiveArguments(node, name) !== undefined)
  if (found === undefined) {
    if (kind !== 'model') return undefined
    const wayOut = 'use a.hasMany(), a.hasOne() or a.belongsTo()'
    throw new EmulatorError('DEFINITION_INVALID', `${bearer}: its type is a model; ${wayOut}`)
  }
  if (kind !== 'model')
    throw new EmulatorError('DEFINITION_INVALID', `${bearer}: @${found} leads to no model`)
  return { kind: found, references: referencesOf(node, found, bearer) }
}

function referencesOf(node: Directed, kind: Relation['kind'], bearer: string): readonly string[] {
  const written = directiveArguments(node, kind) ?? {}
  refuseOtherArguments(written, ['references'], `${bearer}: @${kind}`)
  const references = namesIn(written['references'])
  if (references.length === 0)
    throw new EmulatorError(
      'NOT_EMULATED',
      `${bearer}: @${kind} without "references" is not emulated; name the fields that hold the other model's key`,
    )
  return references
}
