import type { EmulatorErrorCode } from '../errors.ts'

/** What the command answers the shell (`contract` §1). */
export const exitCodes = { fine: 0, unexpected: 1, usage: 2, invalidInput: 3, findings: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const codes: Readonly<Record<EmulatorErrorCode, ExitCode>> = {
  USAGE: exitCodes.usage,
  PORT_IN_USE: exitCodes.usage,
  STORE_LOCKED: exitCodes.usage,
  STORE_UNWRITABLE: exitCodes.usage,
  DEFINITION_NOT_FOUND: exitCodes.invalidInput,
  DEFINITION_INVALID: exitCodes.invalidInput,
  NOT_EMULATED: exitCodes.invalidInput,
  PERSONAS_INVALID: exitCodes.invalidInput,
  SEED_INVALID: exitCodes.invalidInput,
  STORE_INVALID: exitCodes.invalidInput,
  ANALYSIS_LIMIT: exitCodes.unexpected,
  SUITE_FAILS: exitCodes.unexpected,
}

/** The exit code for what the user got wrong. */
export function exitCodeOf(code: EmulatorErrorCode): ExitCode {
  return codes[code]
}
