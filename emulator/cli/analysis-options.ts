/** Options of the commands that analyse the rules. */
export interface AnalysisOptions {
  /** Of matrix: the lock file; the empty text where it was named without a file. */
  readonly lock?: string
  readonly check: boolean
  readonly exhaustive: boolean
  /** `-` is stdout. */
  readonly markdown?: string
  readonly html?: string
  readonly models: readonly string[]
  readonly persona: readonly string[]
  /** Of diff: git refs or files. */
  readonly base?: string
  readonly head?: string
  readonly failOn: readonly string[]
  /** Of lint: how findings are printed; absent: as text, or as JSON with `--json`. */
  readonly format?: string
  /** Of lint: `id=level`, as written. */
  readonly rules: readonly string[]
  /** Of lint: how many warnings are too many, as written; absent: any number is fine. */
  readonly maxWarnings?: string
  /** Of lint: whether the requests that prove findings are executed. */
  readonly execute: boolean
}

/** How they are written. */
export const analysisOptions = {
  lock: { type: 'string' },
  check: { type: 'boolean' },
  exhaustive: { type: 'boolean' },
  markdown: { type: 'string' },
  html: { type: 'string' },
  model: { type: 'string', multiple: true },
  persona: { type: 'string', multiple: true },
  base: { type: 'string' },
  head: { type: 'string' },
  'working-tree': { type: 'boolean' },
  'fail-on': { type: 'string', multiple: true },
  format: { type: 'string' },
  rule: { type: 'string', multiple: true },
  'max-warnings': { type: 'string' },
  'no-execute': { type: 'boolean' },
} as const

/** The values as `parseArgs` gives them. */
export interface AnalysisValues {
  readonly lock?: string | undefined
  readonly check?: boolean | undefined
  readonly exhaustive?: boolean | undefined
  readonly markdown?: string | undefined
  readonly html?: string | undefined
  readonly model?: readonly string[] | undefined
  readonly persona?: readonly string[] | undefined
  readonly base?: string | undefined
  readonly head?: string | undefined
  readonly 'fail-on'?: readonly string[] | undefined
  readonly format?: string | undefined
  readonly rule?: readonly string[] | undefined
  readonly 'max-warnings'?: string | undefined
  readonly 'no-execute'?: boolean | undefined
}

export function readAnalysisOptions(values: AnalysisValues): AnalysisOptions {
  const { lock, check = false, exhaustive = false, markdown, html, base, head, format } = values
  const maxWarnings = values['max-warnings']
  const named = Object.entries({ lock, markdown, html, base, head, format, maxWarnings })
  return {
    check,
    exhaustive,
    models: values.model ?? [],
    persona: values.persona ?? [],
    failOn: values['fail-on'] ?? [],
    rules: values.rule ?? [],
    execute: values['no-execute'] !== true,
    ...Object.fromEntries(named.filter(([, value]) => value !== undefined)),
  }
}

/** `--lock` may stand alone: what follows is its file only where it could be one. */
export function withLockFile(args: readonly string[]): readonly string[] {
  return args.map((arg, at) => {
    const next = args[at + 1]
    const isNamed =
      next !== undefined && !next.startsWith('-') && !/\.(?:[cm]?[jt]s|graphql|gql)$/.test(next)
    return arg === '--lock' && !isNamed ? '--lock=' : arg
  })
}
