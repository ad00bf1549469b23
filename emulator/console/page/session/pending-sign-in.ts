import { isObject, optionalText } from '../wire/json.ts'
import type { SessionStorage } from './session.ts'

/** A sign-in that has left for the issuer and has not come back yet. */
export interface PendingSignIn {
  readonly issuer: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly panel: string
}

const key = 'amplite.pending-sign-in'
const names = ['issuer', 'clientId', 'redirectUri', 'state', 'nonce', 'verifier', 'panel'] as const

/** Keeps what the way back needs, in this tab only. */
export function savePending(storage: SessionStorage, pending: PendingSignIn): void {
  storage.setItem(key, JSON.stringify(pending))
}

/** Gives back what was kept, once. */
export function takePending(storage: SessionStorage): PendingSignIn | undefined {
  const text = storage.getItem(key)
  if (text === null) return undefined

  storage.removeItem(key)
  const value: unknown = JSON.parse(text)
  return isPending(value) ? value : undefined
}

function isPending(value: unknown): value is PendingSignIn {
  return isObject(value) && names.every((name) => optionalText(value[name]) !== undefined)
}
