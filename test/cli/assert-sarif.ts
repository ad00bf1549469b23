import assert from 'node:assert/strict'

interface Location {
  readonly message?: { readonly text: string }
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string }
    readonly region?: {
      readonly startLine: number
      readonly startColumn: number
      readonly endLine?: number
    }
  }
}

interface ReportingDescriptor {
  readonly id: string
  readonly shortDescription: { readonly text: string }
  readonly help: { readonly text: string; readonly markdown: string }
  readonly defaultConfiguration: { readonly level: string }
  readonly properties: object
}

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly Location[]
  readonly relatedLocations?: readonly Location[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly { readonly kind: string }[]
}

interface Driver {
  readonly name: string
  readonly rules: readonly ReportingDescriptor[]
}

interface Sarif {
  readonly version: string
  readonly runs: readonly {
    readonly tool: { driver: Driver }
    readonly results: readonly Result[]
  }[]
}

const levels = ['none', 'note', 'warning', 'error']

/** Holds a log to what the schema of SARIF 2.1.0 requires, and to what it says of values; gives its one run. */
export function assertSarif({ version, runs }: Sarif): {
  driver: Driver
  results: readonly Result[]
} {
  assert.equal(version, '2.1.0')
  const [run, ...others] = runs
  assert.ok(run)
  assert.deepEqual(others, [])
  const { driver } = run.tool
  assert.ok(driver.name)
  assert.equal(new Set(driver.rules.map(({ id }) => id)).size, driver.rules.length)
  for (const rule of driver.rules) {
    assert.ok(rule.shortDescription.text && rule.help.text && rule.help.markdown)
    assert.ok(levels.includes(rule.defaultConfiguration.level))
  }
  for (const result of run.results) assertResult(result, driver)
  return { driver, results: run.results }
}

function assertResult(result: Result, { rules }: Driver): void {
  assert.equal(rules[result.ruleIndex]?.id, result.ruleId)
  assert.ok(levels.includes(result.level))
  assert.ok(result.message.text)
  assert.match(result.partialFingerprints['amplite/v1'] ?? '', /^[0-9a-f]{64}$/)
  for (const { kind } of result.suppressions ?? [])
    assert.ok(['inSource', 'external'].includes(kind))
  for (const location of result.locations) assertLocation(location)
  for (const location of result.relatedLocations ?? []) {
    assertLocation(location)
    assert.ok(location.message?.text)
  }
}

function assertLocation({ physicalLocation: { artifactLocation, region } }: Location): void {
  // A relative reference of RFC 3986: no scheme, no leading slash, nothing unescaped.
  assert.match(artifactLocation.uri, /^[\w.~%!$&'()*+,;=@-][\w.~%!$&'()*+,;=@/-]*$/)
  if (region === undefined) return
  const { startLine, startColumn, endLine = startLine } = region
  assert.ok(startLine >= 1 && startColumn >= 1 && endLine >= startLine)
}
