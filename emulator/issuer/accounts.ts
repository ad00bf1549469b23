import { randomUUID } from 'node:crypto'

import type { Claims } from '../model/claims.ts'

/** What somebody chose at one sign-in; it holds until the sandbox stops. */
export interface SignIn {
  /** The id of the account at oidc-provider; random, as the same persona may sign in with other claims. */
  readonly accountId: string
  /** The name of the persona, if it was one. */
  readonly persona?: string | undefined
  /** The claims as edited, `sub` among them. */
  readonly claims: Claims
  /** Seconds by which `iat` lies back when tokens are fetched with a code. */
  readonly issuedSecondsAgo: number
  /** Seconds since the epoch, on the sandbox's clock. It never moves. */
  readonly authTime: number
}

/** Every sign-in of this run. */
export interface Accounts {
  add(signIn: Omit<SignIn, 'accountId'>): SignIn
  find(accountId: string | undefined): SignIn | undefined
}

/** Makes an empty set of accounts, in memory. */
export function createAccounts(): Accounts {
  const signIns = new Map<string, SignIn>()
  return {
    add: (chosen) => {
      const signIn = { ...chosen, accountId: randomUUID() }
      signIns.set(signIn.accountId, signIn)
      return signIn
    },
    find: (accountId) => (accountId === undefined ? undefined : signIns.get(accountId)),
  }
}
