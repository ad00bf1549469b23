import { writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { lockOf, lockText } from '../analysis/lock/lock-file.ts'
import { personaTables } from '../analysis/table/persona-table.ts'
import type { PersonaTable } from '../analysis/table/persona-table.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import { placeText } from '../definition/place-text.ts'
import { EmulatorError } from '../errors.ts'
import { derivePersonas } from '../issuer/derive-personas.ts'
import { loadPolicy } from '../load-policy.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import type { AnalysisOptions } from './analysis-options.ts'
import { callerCases } from './caller-cases.ts'
import { checkLock } from './check-lock.ts'
import { exhaustiveCases, exhaustiveLine, notCovered } from './exhaustive-lines.ts'
import type { ExhaustiveCase } from './exhaustive-lines.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import { matrixHtml } from './matrix-html.ts'
import { tableLines, tableMarkdown } from './matrix-tables.ts'
import type { Output } from './output.ts'

/** `amplite matrix`: who may do what; with `--lock` or `--check` the lock file instead. */
export async function printMatrix(
  settings: Settings,
  options: AnalysisOptions,
  output: Output,
): Promise<ExitCode> {
  const version = await loadPolicy(settings.definition, settings)
  const lockFile = lockFileOf(settings, options)
  if (options.check || options.format) {
    const callers = await callersOf(version, settings, options)
    const { json } = settings
    const check = { version, file: lockFile, json, format: options.format, callers }
    return checkLock(check, output)
  }
  if (options.lock !== undefined) {
    await writeFile(lockFile, lockText(lockOf(version), placeText(settings.definition)))
    output.line(
      settings.json ? JSON.stringify({ written: lockFile }) : `wrote ${placeText(lockFile)}`,
    )
    return exitCodes.fine
  }
  await printTables(version, { settings, options, output })
  return exitCodes.fine
}

/** Beside `personas.json`: in the folder that holds `amplify/`, else beside the definition. */
function lockFileOf(
  { definition, personasFile }: Settings,
  { lock = '' }: AnalysisOptions,
): string {
  if (lock !== '') return resolve(lock)
  if (personasFile !== undefined) return join(dirname(personasFile), 'authz.lock')
  const [before] = /^(.*?)[/\\]amplify[/\\]/.exec(definition)?.slice(1) ?? []
  return join(before ?? dirname(definition), 'authz.lock')
}

interface Printing {
  readonly settings: Settings
  readonly options: AnalysisOptions
  readonly output: Output
}

async function printTables(
  version: LoadedPolicy,
  { settings, options, output }: Printing,
): Promise<void> {
  const callers = await callersOf(version, settings, options)
  const tables = chosen(personaTables(version, callers), options.models)
  const isChosen = ({ subject }: { readonly subject: string }): boolean =>
    tables.some(({ name, subjects }) => name === subject || subjects.includes(subject))
  const cases = options.exhaustive || options.html !== undefined ? exhaustiveCases(version) : []
  const own = cases.filter(isChosen)
  const source = placeText(settings.definition)
  const markdown = tables.map(tableMarkdown).join('\n\n')
  await writeIfNamed(options.markdown, `${markdown}\n`)
  await writeIfNamed(
    options.html,
    matrixHtml(tables, { source, cases: own, callerCases: callerCases(version, callers) }),
  )

  if (options.markdown === '-') return output.line(markdown)
  if (settings.json) {
    const facts = lockOf(version).facts.filter(isChosen)
    const more = options.exhaustive ? { cases: own } : {}
    return output.line(JSON.stringify({ tables, facts, ...more }))
  }
  output.line(tables.map((table) => tableLines(table).join('\n')).join('\n\n'))
  if (options.exhaustive) printCases(own, output)
  return undefined
}

async function writeIfNamed(file: string | undefined, text: string): Promise<void> {
  if (file !== undefined && file !== '-') await writeFile(file, text)
}

function printCases(cases: readonly ExhaustiveCase[], output: Output): void {
  for (const name of new Set(cases.map(({ subject }) => subject))) {
    output.line(`\n[${name}]`)
    for (const one of cases.filter(({ subject }) => subject === name))
      output.line(exhaustiveLine(one))
  }
  output.line(`\n${notCovered}`)
}

async function callersOf(
  { definition }: LoadedPolicy,
  settings: Settings,
  { persona }: AnalysisOptions,
): Promise<readonly KnownCaller[]> {
  const personas = (await readPersonas(settings)) ?? derivePersonas(definition)
  const names = personas.map(({ name }) => name)
  for (const name of persona) refuseUnknown('persona', name, names)
  return personas
    .filter(({ name }) => persona.length === 0 || persona.includes(name))
    .map(({ name, claims }) => ({ name, identity: { mode: 'oidc', issuer: '', claims } }))
}

function chosen(
  tables: readonly PersonaTable[],
  models: readonly string[],
): readonly PersonaTable[] {
  const names = tables.map(({ name }) => name)
  for (const name of models) refuseUnknown('model', name, names)
  return models.length === 0 ? tables : tables.filter(({ name }) => models.includes(name))
}

function refuseUnknown(kind: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return
  throw new EmulatorError(
    'USAGE',
    `there is no ${kind} "${word}"${didYouMean(word, known)}; there are ${known.join(', ')}`,
  )
}
