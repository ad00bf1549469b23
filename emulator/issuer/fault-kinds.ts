import type { SigningAlgorithm } from './signing-key.ts'

/** What can go wrong on demand. */
export const faultNames = [
  'jwks-unreachable',
  'jwks-slow',
  'discovery-unreachable',
  'discovery-slow',
  'token-endpoint-error',
  'token-endpoint-slow',
  'key-rotation',
  'issuer-clock-skew',
  'api-slow',
  'sockets-dropped',
  'sockets-dropped-after',
  'sockets-refused',
] as const
export type FaultName = (typeof faultNames)[number]

/** The error codes of OAuth that a token endpoint answers, and the HTTP status of each. */
export const tokenErrors = {
  invalid_request: 400,
  invalid_client: 401,
  invalid_grant: 400,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  server_error: 500,
  temporarily_unavailable: 503,
} as const
export type TokenError = keyof typeof tokenErrors

/** Something that is to go wrong. */
export interface Fault {
  readonly name: FaultName
  /** How often it happens; absent: until it is cleared. */
  readonly times?: number
  /** By how many milliseconds answers are late. */
  readonly ms?: number
  /** Seconds by which the issuer's clock is ahead of the API's, or behind, when negative. */
  readonly seconds?: number
  /** How many events a socket delivers before it is dropped. */
  readonly events?: number
  readonly error?: TokenError
  /** Of the new key; absent: as before. */
  readonly algorithm?: SigningAlgorithm
}

export type Parameter = Exclude<keyof Fault, 'name'>

/** What a fault does and what it is told; a parameter that is not needed has a default. */
export interface FaultKind {
  readonly does: string
  readonly needs: readonly Parameter[]
  readonly takes: readonly Parameter[]
}

const slow = { needs: ['ms'], takes: ['times'] } as const
const counted = { needs: [], takes: ['times'] } as const

export const faultKinds: Readonly<Record<FaultName, FaultKind>> = {
  'jwks-unreachable': {
    does: 'the key set answers 503; the API goes on with the keys that it read last',
    ...counted,
  },
  'jwks-slow': { does: 'whoever reads the key set waits, the API too', ...slow },
  'discovery-unreachable': { does: 'discovery answers 503', ...counted },
  'discovery-slow': { does: 'discovery answers late', ...slow },
  'token-endpoint-error': {
    does: 'the token endpoint answers this error',
    needs: ['error'],
    takes: ['times'],
  },
  'token-endpoint-slow': { does: 'the token endpoint answers late', ...slow },
  'key-rotation': {
    does: 'a new key signs, and the older ones are not published while the fault lasts',
    needs: [],
    takes: ['algorithm'],
  },
  'issuer-clock-skew': {
    does: "the issuer's clock differs from the API's",
    needs: ['seconds'],
    takes: [],
  },
  'api-slow': { does: 'GraphQL over HTTP answers late', ...slow },
  'sockets-dropped': { does: 'every open socket breaks now, once', needs: [], takes: [] },
  'sockets-dropped-after': {
    does: 'a socket breaks when it has delivered so many events; times counts sockets',
    needs: ['events'],
    takes: ['times'],
  },
  'sockets-refused': { does: 'new sockets are refused with 503', ...counted },
}
