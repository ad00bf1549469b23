import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { placeText } from '../definition/place-text.ts'
import { EmulatorError, messageOf } from '../errors.ts'
import { isObject } from '../model/is-object.ts'
import type { AgainLine, CaseLine, HeadLine } from './case-lines.ts'

/** A case, which line of the suite asked it, and how often. */
export interface CountedCase extends CaseLine {
  readonly count: number
}

/** What one process asked of one definition. */
export interface CaseFileContent extends HeadLine {
  /** In the order in which they were first asked. */
  readonly cases: readonly CountedCase[]
}

/** Every file of cases in a folder; throws `EmulatorError` where one is broken, or where there is none. */
export function readCaseFiles(folder: string): readonly CaseFileContent[] {
  const names = namesIn(folder).filter(isCaseFile)
  if (names.length === 0)
    throw usage(
      `nothing was recorded in "${placeText(folder)}": no sandbox was opened by what ran, or it ran without AMPLITE_COVERAGE`,
    )
  return names.toSorted().map((name) => readCaseFile(join(folder, name)))
}

/** Begins a folder anew: what another run left there is no part of this one. */
export function forgetCaseFiles(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of namesIn(folder).filter(isCaseFile)) rmSync(join(folder, name), { force: true })
}

function isCaseFile(name: string): boolean {
  return /^\d+-\d+\.jsonl$/.test(name)
}

function readCaseFile(file: string): CaseFileContent {
  const [first, ...lines] = linesOf(file)
  if (!isHead(first)) throw broken(file, 1)
  const cases: { line: CaseLine; count: number }[] = []
  for (const [at, line] of lines.entries()) {
    if (isCase(line)) cases.push({ line, count: 1 })
    else if (isAgain(line)) countAgain(line, cases)
    else throw broken(file, at + 2)
  }
  return { ...first, cases: cases.map(({ line, count }) => ({ ...line, count })) }
}

function countAgain({ again }: AgainLine, cases: readonly { count: number }[]): void {
  for (const [index, more] of again) {
    const known = cases[index]
    if (known !== undefined) known.count += more
  }
}

function linesOf(file: string): readonly unknown[] {
  const text = readText(file)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, at) => {
      try {
        return JSON.parse(line) as unknown
      } catch {
        throw broken(file, at + 1)
      }
    })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    throw usage(
      `"${placeText(folder)}" cannot be read (${messageOf(cause)}); name the folder that AMPLITE_COVERAGE named with --dir DIR`,
    )
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw usage(`"${placeText(file)}" cannot be read: ${messageOf(cause)}`)
  }
}

function isHead(line: unknown): line is HeadLine {
  return (
    isObject(line) &&
    line['amplite'] === 'cases' &&
    line['version'] === 1 &&
    typeof line['hash'] === 'string' &&
    typeof line['file'] === 'string'
  )
}

function isCase(line: unknown): line is CaseLine {
  return (
    isObject(line) &&
    typeof line['subject'] === 'string' &&
    typeof line['study'] === 'string' &&
    typeof line['granted'] === 'boolean' &&
    Array.isArray(line['wants']) &&
    isObject(line['asked']) &&
    ['identity', 'attributes', 'given', 'facts'].every((part) =>
      isObject(Reflect.get(Object(line['asked']), part)),
    )
  )
}

function isAgain(line: unknown): line is AgainLine {
  return isObject(line) && Array.isArray(line['again'])
}

function broken(file: string, line: number): EmulatorError {
  return usage(
    `${placeText(file)}:${line} is not what a sandbox of this version writes; delete the folder and run the suite again`,
  )
}

function usage(message: string): EmulatorError {
  return new EmulatorError('USAGE', message)
}
