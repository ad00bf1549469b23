import type { Definition } from '../model/definition.ts'
import type { Policy } from '../policy/compile-policy.ts'
import type { Side, Study } from './case.ts'
import { call } from './studies/call.ts'
import { studiesOf } from './studies-of.ts'

/** A definition and what its rules compile to: one version, as a subject of study. */
export interface Version {
  readonly definition: Definition
  readonly policy: Policy
}

/** One model, or one custom operation, of one or two versions, with every question that its rules answer. */
export interface Subject {
  readonly name: string
  readonly kind: 'model' | 'operation'
  readonly sides: readonly Side[]
  readonly studies: readonly Study[]
}

/** Everything that these versions have rules for: models by name, then custom operations by name. */
export function subjectsOf(versions: readonly Version[]): readonly Subject[] {
  const models = namesOf(versions, ({ policy }) => [...policy.models.keys()])
  const operations = namesOf(versions, ({ policy }) => [...policy.operations.keys()])
  return [
    ...models.map((name) => modelSubject(name, versions)),
    ...operations.map((name) => {
      const sides = versions.map((version) => sideOf(version, undefined))
      return { name, kind: 'operation' as const, sides, studies: [call(name)] }
    }),
  ]
}

function modelSubject(name: string, versions: readonly Version[]): Subject {
  const sides = versions.map((version) => sideOf(version, name))
  return { name, kind: 'model', sides, studies: studiesOf(sides) }
}

function sideOf({ definition, policy }: Version, model: string | undefined): Side {
  return {
    policy: model === undefined ? undefined : policy.models.get(model),
    policies: policy.models,
    operations: policy.operations,
    modes: definition.modes,
  }
}

function namesOf(
  versions: readonly Version[],
  names: (version: Version) => readonly string[],
): readonly string[] {
  return [...new Set(versions.flatMap(names))].toSorted()
}
