import type { interactionPolicy, KoaContextWithOIDC } from 'oidc-provider'

import { epochSeconds } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Accounts, SignIn } from './accounts.ts'
import type { Persona } from './persona.ts'

/** What decides whether a request has to sign in (again). */
export interface PolicyOptions {
  readonly accounts: Accounts
  readonly clock: Clock
  readonly personas: () => readonly Persona[]
}

/**
 * oidc-provider's own policy with three answers of ours: max_age counts on the sandbox's clock, id_token_hint is compared
 * with the `sub` that our tokens carry, and a login_hint that names another persona signs that one in.
 */
export function buildPolicy(
  { base, Check, Prompt }: typeof interactionPolicy,
  options: PolicyOptions,
): interactionPolicy.DefaultPolicy {
  const policy = base()
  const checks = policy.get('login')?.checks
  checks?.remove('max_age')
  checks?.remove('id_token_hint')
  const ask = (name: string, words: string, isNeeded: Question): void => {
    const check = (ctx: KoaContextWithOIDC): boolean => !isAnswered(ctx) && isNeeded(ctx)
    checks?.add(new Check(name, words, 'login_required', check))
  }
  ask('max_age', 'the sign-in is older than max_age', (ctx) => isPastMaxAge(ctx, options))
  ask('id_token_hint', 'id_token_hint is of somebody else', (ctx) => isSomebodyElse(ctx, options))
  ask('login_hint', 'login_hint names another persona', (ctx) => isOtherPersona(ctx, options))
  policy.add(new Prompt({ name: 'select_account', requestable: true }))
  return policy
}

type Question = (ctx: KoaContextWithOIDC) => boolean

function isAnswered({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.result?.login !== undefined
}

function isPastMaxAge({ oidc }: KoaContextWithOIDC, { accounts, clock }: PolicyOptions): boolean {
  const maxAge = oidc.params?.['max_age']
  const signIn = currentSignIn(oidc, accounts)
  if (maxAge === undefined || signIn === undefined) return false

  // 0 asks in any case, even within the second of the last sign-in (OpenID Connect Core §3.1.2.1).
  return Number(maxAge) === 0 || epochSeconds(clock) - signIn.authTime > Number(maxAge)
}

function isSomebodyElse({ oidc }: KoaContextWithOIDC, { accounts }: PolicyOptions): boolean {
  const hint = oidc.entities.IdTokenHint?.payload['sub']
  const signIn = currentSignIn(oidc, accounts)
  return hint !== undefined && signIn !== undefined && hint !== signIn.claims['sub']
}

function isOtherPersona({ oidc }: KoaContextWithOIDC, options: PolicyOptions): boolean {
  const hint = oidc.params?.['login_hint']
  const signIn = currentSignIn(oidc, options.accounts)
  const isPersona = options.personas().some(({ name }) => name === hint)
  return isPersona && signIn !== undefined && signIn.persona !== hint
}

function currentSignIn(oidc: KoaContextWithOIDC['oidc'], accounts: Accounts): SignIn | undefined {
  return accounts.find(oidc.session?.accountId)
}
