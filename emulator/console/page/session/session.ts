import { isObject, optionalText } from '../wire/json.ts'

/** Somebody signed in, in this browser tab. */
export interface Session {
  readonly issuer: string
  readonly clientId: string
  /** What the API gets, as it is: AppSync refuses a `Bearer` prefix (clients §6). */
  readonly accessToken: string
  readonly idToken: string
  readonly refreshToken?: string
  readonly lastRefresh?: Refresh
}

/** What a refresh changed; all in seconds since the epoch. */
export interface Refresh {
  readonly iatBefore: unknown
  readonly iatAfter: unknown
  readonly authTimeBefore: unknown
  readonly authTimeAfter: unknown
}

/** The part of `Storage` that sessions need. */
export type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const key = 'amplite.session'

/** The session of this tab; a reload keeps it, closing the tab ends it. */
export function loadSession(storage: SessionStorage): Session | undefined {
  const text = storage.getItem(key)
  if (text === null) return undefined

  const value: unknown = JSON.parse(text)
  return isSession(value) ? value : undefined
}

/** Keeps `session`, or forgets it when there is none. */
export function saveSession(storage: SessionStorage, session: Session | undefined): void {
  if (session === undefined) storage.removeItem(key)
  else storage.setItem(key, JSON.stringify(session))
}

function isSession(value: unknown): value is Session {
  const required = ['issuer', 'clientId', 'accessToken', 'idToken']
  return isObject(value) && required.every((name) => optionalText(value[name]) !== undefined)
}
