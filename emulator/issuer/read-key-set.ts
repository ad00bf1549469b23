import type { JSONWebKeySet } from 'jose'

import type { Faults } from './faults.ts'
import type { SigningKeys } from './signing-keys.ts'

/** A key set as the API has it. */
export interface ReadKeySet extends JSONWebKeySet {
  /** It is of an earlier time, because the issuer does not answer now. */
  readonly unreachable?: boolean
}

/**
 * How the API comes by the issuer's keys. How long AppSync keeps them is unsourced: here it asks with each token, so that what a
 * test changes holds at once, and goes on with what it read last when nobody answers; at first that is what was there at the start.
 */
export function createKeySetReader(
  keys: Pick<SigningKeys, 'jwks'>,
  faults: Pick<Faults, 'delay' | 'meet'>,
): () => Promise<ReadKeySet> {
  let last = keys.jwks()
  return async () => {
    await faults.delay('jwks-slow')
    if (faults.meet('jwks-unreachable')) return { ...last, unreachable: true }
    last = keys.jwks()
    return last
  }
}
