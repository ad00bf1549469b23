import type { Definition, Field, OperationGate } from '../model/definition.ts'
import type { Mode } from '../model/modes.ts'
import type { ModelPolicy } from './compile-policy.ts'
import { hasRules } from './mode-gates.ts'

/** The gates of the types that stand between a model and its values. */
export interface TypeGates {
  /** By custom type: the directives written on it, IAM, and what the models that hold it pass on. */
  readonly customTypes: ReadonlyMap<string, readonly OperationGate[]>
  /** By model: what the models that have a `hasMany` to it pass on to the connection. */
  readonly connections: ReadonlyMap<string, ReadonlySet<Mode>>
}

/** What each type was given so far; connections stand under a name that no type can have. */
type Given = Map<string, Set<Mode>>

/** Follows AWS's `propagateAuthDirectivesToNestedTypes`, model by model in the order written (`auth-semantics` §2.8). */
export function compileTypeGates(
  { modes, customTypes }: Pick<Definition, 'modes' | 'customTypes'>,
  policies: readonly Pick<ModelPolicy, 'model' | 'matrix'>[],
): TypeGates {
  const given: Given = new Map()
  const fieldsOf = new Map(customTypes.map(({ name, fields }) => [name, fields]))
  for (const { model, matrix } of policies) {
    if (!hasRules(model)) continue
    const own = new Set<Mode>(['iam', ...matrix.roles.map(({ mode }) => mode)])
    passOn(model.fields, own)
  }
  return {
    customTypes: new Map(
      customTypes.map(({ name, gates = [] }) => [name, withModes(gates, given.get(name))]),
    ),
    connections: new Map(
      policies.map(({ model }) => [model.name, given.get(connectionOf(model.name)) ?? new Set()]),
    ),
  }

  /** A type that is met again, in whatever model, is given the default mode as well: a slip of AWS's, kept. */
  function passOn(fields: readonly Field[], own: ReadonlySet<Mode>): void {
    for (const field of fields) {
      const type = nestedTypeOf(field)
      if (type === undefined) continue
      const before = given.get(type)
      const passed = before === undefined ? own : new Set([...own, modes.defaultMode])
      const isNews = before === undefined || [...passed].some((mode) => !before.has(mode))
      given.set(type, new Set([...(before ?? []), ...passed]))
      if (isNews) passOn(fieldsOf.get(type) ?? [], own)
    }
  }
}

function nestedTypeOf({ kind, type, relation }: Field): string | undefined {
  if (kind === 'customType') return type
  return relation?.kind === 'hasMany' ? connectionOf(type) : undefined
}

function connectionOf(model: string): string {
  return `${model} connection`
}

/** IAM always passes; a directive that is written, for groups only too, is not written again. */
function withModes(
  written: readonly OperationGate[],
  passed: ReadonlySet<Mode> = new Set(),
): readonly OperationGate[] {
  const added = [...new Set<Mode>(['iam', ...passed])].filter(
    (mode) => !written.some((gate) => gate.mode === mode),
  )
  return [...written, ...added.map((mode) => ({ mode }))]
}
