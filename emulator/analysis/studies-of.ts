import type { FieldKind } from '../model/definition.ts'
import type { Side, Study } from './case.ts'
import { create } from './studies/create.ts'
import { remove } from './studies/delete.ts'
import { filterBy } from './studies/filter.ts'
import { readField } from './studies/field.ts'
import { listen } from './studies/listen.ts'
import { get, indexQuery, list } from './studies/read.ts'
import { follow } from './studies/relation.ts'
import { update } from './studies/update.ts'

/** Every question that the rules of a model answer, on any of these sides, in the order of a lock file. */
export function studiesOf(sides: readonly Side[]): readonly Study[] {
  const policies = sides.flatMap(({ policy }) => policy ?? [])
  const fields = policies.flatMap(({ protectedFields }) => [...protectedFields.keys()])
  const filtered = policies.flatMap(({ model, protectedFields }) =>
    model.fields
      .filter(({ name, kind }) => protectedFields.has(name) && isFilterable(kind))
      .map(({ name }) => name),
  )
  const relations = policies.flatMap(({ model }) =>
    model.fields.filter(({ relation }) => relation !== undefined).map(({ name }) => name),
  )
  const queries = policies.flatMap(({ model }) =>
    model.indexes.flatMap(({ queryField }) => queryField ?? []),
  )
  return [
    create,
    get,
    list,
    update,
    remove,
    listen,
    ...unique(fields).map(readField),
    ...unique(filtered).map(filterBy),
    ...unique(relations).map(follow),
    ...unique(queries).map(indexQuery),
  ]
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted()
}

/** Filters know scalars and enums. */
function isFilterable(kind: FieldKind): boolean {
  return kind === 'scalar' || kind === 'enum'
}

/** The question of every model by that name. */
export function studyNamed(name: 'get' | 'update' | 'delete'): Study {
  return { get, update, delete: remove }[name]
}

/** A question of a model by its name, whether any version asks it or not. */
export function studyByName(question: string): Study {
  const [kind = '', name = ''] = question.split(/ (.*)/s)
  const named: Readonly<Record<string, (name: string) => Study>> = {
    read: readField,
    filter: filterBy,
    follow,
    query: indexQuery,
  }
  const plain = [create, get, list, update, remove, listen].find((study) => study.name === question)
  return plain ?? (named[kind] ?? readField)(name)
}
