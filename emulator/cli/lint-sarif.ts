import { createHash } from 'node:crypto'

import type { CatalogueEntry } from '../analysis/lint/lint-rule.ts'
import { proofLines } from '../analysis/lint/proof-text.ts'
import { catalogue } from '../analysis/lint/rules.ts'
import type { Place } from '../model/definition.ts'
import type { ProvenFinding, SuppressedFinding } from '../trial/run-lint.ts'
import { version } from '../version.ts'
import type { LintReport } from './lint-report.ts'

type UriOf = (file: string) => string

/** Findings in the Static Analysis Results Interchange Format 2.1.0; those that comments ignore are in it too, as such. */
export function lintSarif(report: LintReport, uriOf: UriOf): object {
  const results = [
    ...report.findings.map((finding) => resultOf(finding, report, uriOf)),
    ...report.suppressed.map((finding) => ({
      ...resultOf(finding, report, uriOf),
      suppressions: [suppressionOf(finding)],
    })),
  ]
  const rules = catalogue.map(ruleOf)
  const driver = { name: 'amplite', semanticVersion: version, rules }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  }
}

/** As code scanning ranks them; what grants less than it reads is no hole. */
const securitySeverities = {
  error: '8.0',
  warning: '5.0',
  note: undefined,
  off: undefined,
} as const

function ruleOf({ id, severity, kind, title, help }: CatalogueEntry): object {
  const securitySeverity = kind === 'wider' ? securitySeverities[severity] : undefined
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: help, markdown: help },
    defaultConfiguration:
      severity === 'off' ? { enabled: false, level: 'note' } : { level: severity },
    properties: {
      tags: ['security'],
      ...(securitySeverity === undefined ? {} : { 'security-severity': securitySeverity }),
    },
  }
}

function resultOf(finding: ProvenFinding, { definition }: LintReport, uriOf: UriOf): object {
  const { rule, severity, message, fix, related = [], place, lastLine, proof } = finding
  const own = place === undefined ? { uri: uriOf(definition) } : locationOf(place, uriOf, lastLine)
  return {
    ruleId: rule.id,
    ruleIndex: catalogue.findIndex(({ id }) => id === rule.id),
    level: severity,
    message: { text: `${message}. Fix: ${fix}` },
    locations: [{ physicalLocation: 'uri' in own ? { artifactLocation: own } : own }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((one, at) => ({
            id: at + 1,
            message: { text: one.message },
            physicalLocation: locationOf(one.place, uriOf),
          })),
        }),
    partialFingerprints: { 'amplite/v1': fingerprintOf(finding) },
    properties: { proof: proofLines(proof) },
  }
}

function locationOf({ file, line, column }: Place, uriOf: UriOf, lastLine?: number): object {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: {
      startLine: line,
      startColumn: column,
      ...(lastLine === undefined ? {} : { endLine: lastLine }),
    },
  }
}

/** The same when lines have moved. */
function fingerprintOf({ rule, about, ruleText = '' }: ProvenFinding): string {
  const [model = '', field = ''] = about.split('.')
  return createHash('sha256')
    .update(JSON.stringify([rule.id, model, field, ruleText]))
    .digest('hex')
}

function suppressionOf({ reason }: SuppressedFinding): object {
  return { kind: 'inSource', justification: reason }
}
