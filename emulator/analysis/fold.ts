/** One combination of observations that some request has, and what it comes to. */
export interface Point {
  /** A value for each variable, in the order of the variables. */
  readonly path: readonly string[]
  readonly value: string
}

/** A line of a folded question: where all of these hold, it comes to this. */
export interface FoldedPath {
  /** Per variable that matters here: the values that lead this way. */
  readonly conditions: ReadonlyMap<number, readonly string[]>
  readonly value: string
}

/**
 * Folds the points of a question into as few disjoint lines as an ordered decision diagram has paths: variables that never
 * matter are dropped, siblings with equal subtrees are merged (`analysis.md` §2.2). Deterministic for an order of variables.
 */
export function fold(points: readonly Point[]): readonly FoldedPath[] {
  const everything = [...(points[0]?.path.keys() ?? [])]
  if (!isConsistent(points, everything))
    throw new Error('two points with the same observations differ')
  const { kept, projected } = withoutIdle(points, everything)
  return pathsOf(diagramOf(projected, 0, kept), new Map())
}

interface Projected {
  /** Positions of the variables that matter, in order. */
  readonly kept: readonly number[]
  readonly projected: readonly Point[]
}

/** Leaves out each variable without which no two points that then are one differ. */
function withoutIdle(points: readonly Point[], variables: readonly number[]): Projected {
  let kept = variables
  for (const variable of variables.toReversed()) {
    const without = kept.filter((at) => at !== variable)
    if (isConsistent(points, without)) kept = without
  }
  return { kept, projected: distinct(points, kept) }
}

function isConsistent(points: readonly Point[], kept: readonly number[]): boolean {
  const values = new Map<string, string>()
  return points.every(({ path, value }) => {
    const key = textOf(path, kept)
    const before = values.get(key)
    values.set(key, value)
    return before === undefined || before === value
  })
}

function distinct(points: readonly Point[], kept: readonly number[]): readonly Point[] {
  return [...new Map(points.map((point) => [textOf(point.path, kept), point])).values()]
}

function textOf(path: readonly string[], kept: readonly number[]): string {
  return JSON.stringify(kept.map((at) => path[at]))
}

type Diagram =
  | { readonly leaf: string }
  | { readonly variable: number; readonly branches: readonly Branch[] }

interface Branch {
  readonly values: readonly string[]
  readonly diagram: Diagram
}

function diagramOf(points: readonly Point[], depth: number, kept: readonly number[]): Diagram {
  const variable = kept[depth]
  const [first] = points
  if (first !== undefined && points.every(({ value }) => value === first.value))
    return { leaf: first.value }
  if (variable === undefined) throw new Error('a point is missing')
  const values = [...new Set(points.map(({ path }) => path[variable] ?? ''))]
  const branches = new Map<string, Branch>()
  for (const value of values) {
    const inner = points.filter(({ path }) => path[variable] === value)
    const diagram = diagramOf(inner, depth + 1, kept)
    const alike = JSON.stringify(diagram)
    branches.set(alike, { values: [...(branches.get(alike)?.values ?? []), value], diagram })
  }
  const found = [...branches.values()]
  return found.length === 1 && found[0] !== undefined
    ? found[0].diagram
    : { variable, branches: found }
}

function pathsOf(diagram: Diagram, conditions: FoldedPath['conditions']): readonly FoldedPath[] {
  if ('leaf' in diagram) return [{ conditions, value: diagram.leaf }]
  return diagram.branches.flatMap(({ values, diagram: inner }) =>
    pathsOf(inner, new Map([...conditions, [diagram.variable, values]])),
  )
}
