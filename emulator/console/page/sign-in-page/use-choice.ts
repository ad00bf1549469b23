import { useRef, useState } from 'react'

import { choose } from './choose.ts'
import type { SignInChoice } from './choose.ts'

/** The one answer that an interaction takes. */
export interface ChoiceControl {
  readonly busy: boolean
  /** Why the issuer refused the last attempt. */
  readonly error: string | undefined
  readonly send: (choice: SignInChoice | { readonly abort: true }) => void
}

/** Sends the choice, once at a time, and follows the issuer's answer. */
export function useChoice(path: string): ChoiceControl {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const sending = useRef(false)

  const send = (choice: SignInChoice | { readonly abort: true }): void => {
    if (sending.current) return

    sending.current = true
    setBusy(true)
    setError(undefined)
    choose(path, choice)
      .then((returnTo) => location.assign(returnTo))
      .catch((thrown: unknown) => {
        setError(thrown instanceof Error ? thrown.message : String(thrown))
        setBusy(false)
        sending.current = false
      })
  }
  return { busy, error, send }
}
