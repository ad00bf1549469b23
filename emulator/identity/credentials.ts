import { randomBytes } from 'node:crypto'

import type { Clock } from '../clock.ts'
import { region } from '../model/aws-names.ts'
import type { IamPrincipal, RootType } from './identity.ts'

/** Temporary AWS credentials as AWS's own services hand them out, good for signing requests to this sandbox. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly region: string
  /** ISO text, on the sandbox's clock. */
  readonly expiration: string
}

/** Whose credentials they are. */
export interface CredentialsHolder {
  readonly principal: IamPrincipal
  /** The root types that its IAM policy covers; absent: no policy narrows it. */
  readonly rootTypes?: readonly RootType[] | undefined
}

/** Credentials that were handed out, and to whom. */
export interface IssuedCredentials extends Credentials {
  readonly holder: CredentialsHolder
}

/** Hands out credentials and knows them again, in this run. */
export interface CredentialsIssuer {
  /** New ones with each call, good for an hour. */
  issue(holder: CredentialsHolder): Credentials
  find(accessKeyId: string): IssuedCredentials | undefined
}

/** The holders whom people and scripts ask for by name. */
export const holdersByName: ReadonlyMap<string, CredentialsHolder> = new Map([
  ['guest', { principal: 'guest' }],
  ['authenticated', { principal: 'authenticated' }],
  ['admin', { principal: 'non-cognito' }],
])

const lifetimeMs = 3_600_000

/** Makes an issuer that has handed out nothing yet. */
export function createCredentialsIssuer(clock: Clock): CredentialsIssuer {
  const issued = new Map<string, IssuedCredentials>()
  return {
    issue: (holder) => {
      forgetOldest(issued)
      const credentials = newCredentials(clock)
      issued.set(credentials.accessKeyId, { ...credentials, holder })
      return credentials
    },
    find: (accessKeyId) => issued.get(accessKeyId),
  }
}

function newCredentials(clock: Clock): Credentials {
  return {
    accessKeyId: `ASIA${randomName(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(96).toString('base64'),
    region,
    expiration: new Date(clock.now() + lifetimeMs).toISOString(),
  }
}

/** Access keys are upper-case letters and the digits 2 to 7: base32. */
function randomName(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('')
}

/** Expired ones are known too, so that their holder hears that they are; a loop that asks for ever more fills no memory. */
function forgetOldest(issued: Map<string, IssuedCredentials>): void {
  const [oldest] = issued.keys()
  if (issued.size >= 10_000 && oldest !== undefined) issued.delete(oldest)
}
