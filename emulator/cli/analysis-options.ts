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
  /** Of lint: how findings are printed; absent: as text, or as JSON with `--json`. Of matrix, the empty text: the lock file's text counts, too. */
  readonly format?: string
  /** Of lint: `id=level`, as written. */
  readonly rules: readonly string[]
  /** Of lint: how many warnings are too many, as written; absent: any number is fine. */
  readonly maxWarnings?: string
  /** Of lint: whether the requests that prove findings are executed. */
  readonly execute: boolean
  /** Of diff, e.g. `Post=Article`, `Post.body=Article.text`. */
  readonly renames: readonly string[]
  /** Of diff: a file of reviewed exceptions. */
  readonly allow?: string
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
  rename: { type: 'string', multiple: true },
  allow: { type: 'string' },
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
  readonly rename?: readonly string[] | undefined
  readonly allow?: string | undefined
}

export function readAnalysisOptions(values: AnalysisValues): AnalysisOptions {
  const {
    lock,
    check = false,
    exhaustive = false,
    markdown,
    html,
    base,
    head,
    format,
    allow,
  } = values
  const maxWarnings = values['max-warnings']
  const named = Object.entries({ lock, markdown, html, base, head, format, allow, maxWarnings })
  return {
    check,
    exhaustive,
    renames: values.rename ?? [],
    models: values.model ?? [],
    persona: values.persona ?? [],
    failOn: values['fail-on'] ?? [],
    rules: values.rule ?? [],
    execute: values['no-execute'] !== true,
    ...Object.fromEntries(named.filter(([, value]) => value !== undefined)),
  }
}

/** `--lock` and `--format` may stand alone: what follows is theirs only where it could be. */
export function withOptionalValues(args: readonly string[]): readonly string[] {
  return args.map((arg, at) => {
    const next = args[at + 1]
    const isNamed =
      next !== undefined && !next.startsWith('-') && !/\.(?:[cm]?[jt]s|graphql|gql)$/.test(next)
    return (arg === '--lock' || arg === '--format') && !isNamed ? `${arg}=` : arg
  })
}
