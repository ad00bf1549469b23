import { writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { loadActiveToShow } from '../active-mutant.ts'
import { lockOf, lockText } from '../analysis/lock/lock-file.ts'
import type { KnownCaller } from '../analysis/witness.ts'
import type { PersonaTable } from '../analysis/table/persona-table.ts'
import { tableLines, tableMarkdown } from '../analysis/table/table-text.ts'
import { placeText } from '../definition/place-text.ts'
import { derivePersonas } from '../issuer/derive-personas.ts'
import type { Persona } from '../issuer/persona.ts'
import type { LoadedPolicy } from '../load-policy.ts'
import { readPersonas } from '../read-inputs.ts'
import type { Settings } from '../settings.ts'
import { knownCallers } from '../trial/known-callers.ts'
import { personaMatrix } from '../trial/persona-matrix.ts'
import type { AnalysisOptions } from './analysis-options.ts'
import { callerCases } from './caller-cases.ts'
import { checkLock } from './check-lock.ts'
import { exhaustiveCases, exhaustiveLine, notCovered } from './exhaustive-lines.ts'
import type { ExhaustiveCase } from './exhaustive-lines.ts'
import { exitCodes } from './exit-code.ts'
import type { ExitCode } from './exit-code.ts'
import { matrixHtml } from './matrix-html.ts'
import type { Output } from './output.ts'

/** `amplite matrix`: who may do what; with `--lock` or `--check` the lock file instead. */
export async function printMatrix(
  settings: Settings,
  options: AnalysisOptions,
  output: Output,
): Promise<ExitCode> {
  const version = await loadActiveToShow(settings.definition, settings)
  const lockFile = lockFileOf(settings, options)
  if (options.check || options.format !== undefined) {
    const callers = await callersOf(version, settings)
    const { json } = settings
    const check = { version, file: lockFile, json, format: options.format !== undefined, callers }
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
  const tables = await tablesOf(version, settings, options)
  const isChosen = ({ subject }: { readonly subject: string }): boolean =>
    tables.some(({ name, subjects }) => name === subject || subjects.includes(subject))
  const cases = options.exhaustive || options.html !== undefined ? exhaustiveCases(version) : []
  const own = cases.filter(isChosen)
  const source = placeText(settings.definition)
  const markdown = tables.map(tableMarkdown).join('\n\n')
  await writeIfNamed(options.markdown, `${markdown}\n`)
  const callers = await callersOf(version, settings)
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

async function tablesOf(
  version: LoadedPolicy,
  settings: Settings,
  { models, persona }: AnalysisOptions,
): Promise<readonly PersonaTable[]> {
  const personas = await personasOf(version, settings)
  return personaMatrix(version, personas, { models, personas: persona })
}

async function callersOf(
  version: LoadedPolicy,
  settings: Settings,
): Promise<readonly KnownCaller[]> {
  return knownCallers(await personasOf(version, settings), version.definition.modes)
}

async function personasOf(
  { definition }: LoadedPolicy,
  settings: Settings,
): Promise<readonly Persona[]> {
  return (await readPersonas(settings)) ?? derivePersonas(definition)
}
