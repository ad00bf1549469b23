/** What the user got wrong or must know, in a closed list: scripts may switch on it. */
const emulatorErrorCodes = [
  'USAGE',
  'PORT_IN_USE',
  'DEFINITION_NOT_FOUND',
  'DEFINITION_INVALID',
  'NOT_EMULATED',
  'PERSONAS_INVALID',
  'SEED_INVALID',
  'STORE_INVALID',
  'STORE_LOCKED',
  'STORE_UNWRITABLE',
  'ANALYSIS_LIMIT',
  'SUITE_FAILS',
] as const
export type EmulatorErrorCode = (typeof emulatorErrorCodes)[number]

/** A fault of the user's input or machine: one sentence with the place, the user's own words and a way out. */
export class EmulatorError extends Error {
  override readonly name = 'EmulatorError'
  readonly code: EmulatorErrorCode

  constructor(code: EmulatorErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
