import { EmulatorError } from '../../errors.ts'
import type { Fact } from '../facts.ts'
import { always, lockNumber } from './lock-file.ts'
import type { Lock } from './lock-file.ts'

const factLine =
  /^(?<question>\S.*?) {2,}(?<mode>oidc|userPool|apiKey|iam|lambda) {2,}(?<when>\S.*?) {2,}=> (?<outcome>.+)$/

/** Reads a lock file; throws USAGE for another format and for a line that is no fact. `file` is for messages. */
export function parseLock(text: string, file: string): Lock {
  const settings: string[] = []
  const facts: Fact[] = []
  let number: string | undefined
  let subject: string | undefined
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const [, block] = /^\[(.+)\]$/.exec(line) ?? []
    if (block !== undefined) subject = block
    else if (subject !== undefined) facts.push(parseFact(line, subject, `${file}:${at + 1}`))
    else if (line.startsWith('lock ')) number = line.slice('lock '.length)
    else settings.push(line)
  }
  if (number !== String(lockNumber)) throw otherFormat(number, file)
  return { settings, facts }
}

function parseFact(line: string, subject: string, place: string): Fact {
  const { question, mode, when, outcome } = factLine.exec(line)?.groups ?? {}
  if (question === undefined || when === undefined || outcome === undefined || !isMode(mode))
    throw new EmulatorError(
      'USAGE',
      `${place}: "${line}" is no fact of a lock file; write the file again with "amplite matrix --lock"`,
    )
  return { subject, question, mode, when: when === always ? [] : when.split('; '), outcome }
}

function isMode(word: string | undefined): word is Fact['mode'] {
  return ['oidc', 'userPool', 'apiKey', 'iam', 'lambda'].includes(word ?? '')
}

function otherFormat(number: string | undefined, file: string): EmulatorError {
  const found = number === undefined ? 'has no line "lock N"' : `is of format "lock ${number}"`
  return new EmulatorError(
    'USAGE',
    `${file} ${found}, but this version reads "lock ${lockNumber}"; write it again with "amplite matrix --lock"`,
  )
}
