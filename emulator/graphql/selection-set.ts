import { Kind, print } from 'graphql'
import type { GraphQLResolveInfo, SelectionSetNode } from 'graphql'

import { isObject } from '../model/is-object.ts'

/** What a request selects of a field, as `ctx.info` has it. */
export interface Selection {
  /** Paths such as `['id', 'post', 'post/title']`; a field with an alias stands by its alias. */
  readonly selectionSetList: readonly string[]
  /** The selection as GraphQL text; empty for a scalar. */
  readonly selectionSetGraphQL: string
}

export function selectionOf({ fieldNodes, fragments }: GraphQLResolveInfo): Selection {
  const sets = fieldNodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []))
  const selections = sets.flatMap((set) => set.selections)
  const paths = sets.flatMap((set) => pathsOf(set, fragments))
  return {
    selectionSetList: [...new Set(paths)],
    selectionSetGraphQL:
      selections.length === 0 ? '' : print({ kind: Kind.SELECTION_SET, selections }),
  }
}

function pathsOf(
  { selections }: SelectionSetNode,
  fragments: GraphQLResolveInfo['fragments'],
): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments[selection.name.value]
      return fragment === undefined ? [] : pathsOf(fragment.selectionSet, fragments)
    }
    const { selectionSet } = selection
    const inner = selectionSet === undefined ? [] : pathsOf(selectionSet, fragments)
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner
    const name = selection.alias?.value ?? selection.name.value
    return [name, ...inner.map((path) => `${name}/${path}`)]
  })
}

/** What `util.error(…, data)` shows of its data: only what the request selects. */
export function selectedData(data: unknown, paths: readonly string[], at = ''): unknown {
  if (Array.isArray(data)) return data.map((element) => selectedData(element, paths, at))
  if (!isObject(data)) return data
  const shown = Object.entries(data).filter(([name]) => paths.includes(`${at}${name}`))
  // What is selected without a selection of its own, as AWSJSON is, shows as a whole.
  return Object.fromEntries(
    shown.map(([name, value]) => {
      const path = `${at}${name}/`
      const isWhole = !paths.some((one) => one.startsWith(path))
      return [name, isWhole ? value : selectedData(value, paths, path)]
    }),
  )
}
