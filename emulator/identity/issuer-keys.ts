import { messageOf } from '../errors.ts'
import type { Clock } from '../clock.ts'
import type { PublishedIssuer } from './fetch-issuer.ts'

/** What is known of an issuer. */
export interface KnownIssuer {
  /** Undefined: it never answered. An answer outlives the issuer's silence. */
  readonly published: PublishedIssuer | undefined
  /** Why the last attempt to read it failed. */
  readonly problem: string | undefined
}

/** Another issuer's keys, read when they are needed and kept for a while. */
export interface IssuerKeys {
  /** As they were read within the last ten minutes, where that was possible. */
  current(): Promise<KnownIssuer>
  /** For a key that is not among those: read once more, unless that was tried within the last five seconds. */
  renewed(): Promise<KnownIssuer>
}

const maxAgeMs = 600_000
const cooldownMs = 5000

/**
 * Keeps what `read` answers. jose's own createRemoteJWKSet knows one address, not discovery; it forgets the keys when the issuer is
 * silent for longer than they are fresh, and asks a silent issuer anew with every token.
 */
export function createIssuerKeys(read: () => Promise<PublishedIssuer>, clock: Clock): IssuerKeys {
  let known: KnownIssuer = { published: undefined, problem: undefined }
  let triedAt = -Infinity
  let reading: Promise<void> | undefined

  const readAgain = async (): Promise<void> => {
    try {
      known = { published: await read(), problem: undefined }
    } catch (thrown) {
      known = { ...known, problem: messageOf(thrown) }
    }
    triedAt = clock.now()
    reading = undefined
  }
  const readUnless = async (youngerThanMs: number): Promise<KnownIssuer> => {
    if (reading !== undefined || clock.now() - triedAt >= youngerThanMs) {
      await (reading ??= readAgain())
    }
    return known
  }
  return {
    current: () => readUnless(known.problem === undefined ? maxAgeMs : cooldownMs),
    renewed: () => readUnless(cooldownMs),
  }
}
