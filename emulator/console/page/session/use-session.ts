import { useCallback, useEffect, useState } from 'react'

import type { OidcSettings } from '../wire/definition.ts'
import { refreshSession } from './refresh-session.ts'
import { loadSession, saveSession } from './session.ts'
import type { Session } from './session.ts'
import { startSignIn } from './start-sign-in.ts'
import type { SignInWish } from './start-sign-in.ts'

/** Who is signed in, and the ways to change that. */
export interface SessionControl {
  readonly session: Session | undefined
  /** True while the issuer is being asked. */
  readonly busy: boolean
  /** Why the last attempt failed. */
  readonly error: string | undefined
  readonly signIn: (oidc: OidcSettings, wish: SignInWish) => void
  readonly refresh: () => void
  readonly signOut: () => void
}

/** Completes a sign-in, once: its code is good for one use. */
export type FinishSignIn = () => Promise<Session>

/** The session of this tab; `returning` completes a sign-in that is on its way back from the issuer. */
export function useSession(returning: FinishSignIn | undefined): SessionControl {
  const [session, setSession] = useState(() => loadSession(sessionStorage))
  const [busy, setBusy] = useState(returning !== undefined)
  const [error, setError] = useState<string>()

  const keep = useCallback((next: Session | undefined) => {
    saveSession(sessionStorage, next)
    setSession(next)
  }, [])
  const attempt = useCallback((work: Promise<void>) => {
    setBusy(true)
    setError(undefined)
    work.catch((thrown: unknown) => setError(textOf(thrown))).finally(() => setBusy(false))
  }, [])

  useEffect(() => {
    if (returning) attempt(returning().then(keep))
  }, [returning, attempt, keep])

  return {
    session,
    busy,
    error,
    signIn: (oidc, wish) => attempt(startSignIn(oidc, wish)),
    refresh: () => session && attempt(refreshSession(session).then(keep)),
    signOut: () => keep(undefined),
  }
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
