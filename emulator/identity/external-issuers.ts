import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import { fetchIssuer } from './fetch-issuer.ts'
import type { Get } from './fetch-issuer.ts'
import { createIssuerKeys } from './issuer-keys.ts'
import type { IssuerKeys, KnownIssuer } from './issuer-keys.ts'
import { isSameIssuer } from './issuer-name.ts'
import { refuse } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { verifySignature } from './verify-signature.ts'
import type { ParsedToken } from './verify-signature.ts'

/** An issuer that is not the sandbox's own. */
export interface ExternalIssuer {
  /** As `--issuer` says it. */
  readonly issuer: string
  /** The claims of a token that one of its keys has signed, or why it is not to be believed. */
  verify(token: string): Promise<ParsedToken | Refused>
}

/** The issuers whose tokens count beside the sandbox's own. */
export interface ExternalIssuers {
  /** The one that `iss` names, one trailing slash aside. */
  find(iss: unknown): ExternalIssuer | undefined
  /** What is wrong with them, a sentence each; asks every one of them. */
  check(): Promise<readonly string[]>
}

/** Knows issuers by their names; nothing but their discovery documents and key sets is ever fetched. */
export function createExternalIssuers(
  names: readonly string[],
  clock: Clock,
  get: Get = fetch,
): ExternalIssuers {
  const issuers = [...new Set(names)].map((issuer) => {
    const keys = createIssuerKeys(() => fetchIssuer(issuer, get), clock)
    return { issuer, keys, verify: (token: string) => verify(token, issuer, keys) }
  })
  return {
    find: (iss) =>
      typeof iss === 'string' ? issuers.find(({ issuer }) => isSameIssuer(issuer, iss)) : undefined,
    check: async () => {
      const known = issuers.map(async ({ issuer, keys }) => warningOf(issuer, await keys.current()))
      return (await Promise.all(known)).flatMap((warning) => warning ?? [])
    },
  }
}

function warningOf(issuer: string, { published, problem }: KnownIssuer): string | undefined {
  if (problem !== undefined) {
    return `the tokens of --issuer ${issuer} are refused for as long as it cannot be reached: ${problem}`
  }
  if (published === undefined || published.name === issuer) return undefined
  return `--issuer ${issuer} calls itself ${published.name}; AppSync wants the very same name`
}

/** A key that is not known may be a new one: rotation shows by such a token. */
async function verify(
  token: string,
  issuer: string,
  keys: IssuerKeys,
): Promise<ParsedToken | Refused> {
  const verified = await verifyBy(await keys.current(), token, issuer)
  if (!isUnknown(verified)) return verified
  const known = await keys.renewed()
  const again = await verifyBy(known, token, issuer)
  if (!isUnknown(again) || known.problem === undefined) return again
  return refuse('issuer-unreachable', `the keys of ${issuer} cannot be read: ${known.problem}`)
}

function isUnknown(verified: ParsedToken | Refused): boolean {
  return !verified.ok && verified.refusal.reason === 'unknown-key'
}

async function verifyBy(
  { published }: KnownIssuer,
  token: string,
  issuer: string,
): Promise<ParsedToken | Refused> {
  try {
    return await verifySignature(token, published?.jwks ?? { keys: [] })
  } catch (thrown) {
    // Keys of others may be anything.
    return refuse('unknown-key', `a key of ${issuer} cannot be used: ${messageOf(thrown)}`)
  }
}
