import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'

import { messageOf } from '../errors.ts'
import type { Output } from './output.ts'
import type { Signals } from './watch-signals.ts'

/** What a program runs with. */
export interface ProgramSurroundings {
  readonly environment: NodeJS.ProcessEnv
  readonly signals: Signals
  readonly output: Output
}

/** Shells' codes for a program that is not there, and for one that cannot be run. */
const notFound = 127
const notExecutable = 126

/** Runs a program to its end on this terminal; signals are passed on, and a second one kills it. */
export function runProgram(
  [program = '', ...args]: readonly string[],
  { environment, signals, output }: ProgramSurroundings,
): Promise<number> {
  const stopped = signals.asked()
  if (stopped !== undefined) return Promise.resolve(codeOfSignal(stopped))

  const child = spawn(program, args, { stdio: 'inherit', env: environment })
  signals.onSignal((signal, count) => passOn(child, signal, count))
  return new Promise((resolve) => {
    child.once('error', (error) => {
      output.error(`amplite: ${whyNot(program, error)}`)
      resolve('code' in error && error.code === 'ENOENT' ? notFound : notExecutable)
    })
    child.once('close', (code, signal) => {
      if (signal !== null) resolve(codeOfSignal(signal))
      else if (code !== null && code >= 0) resolve(code)
    })
  })
}

function passOn(child: ChildProcess, signal: NodeJS.Signals, count: number): void {
  if (count > 1) {
    child.kill('SIGKILL')
    return
  }
  // A terminal's Ctrl-C has reached the program already.
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  child.kill(signal)
}

function whyNot(program: string, error: Error): string {
  return 'code' in error && error.code === 'ENOENT'
    ? `there is no command "${program}"; what stands behind "--" is run as it is, without a shell`
    : `"${program}" cannot be run: ${messageOf(error)}`
}

function codeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal]
}
