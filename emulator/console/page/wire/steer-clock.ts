import { fetchJson } from './fetch-json.ts'
import { announceChange } from './sandbox-changed.ts'

/** How the clock can be moved, stopped and brought back: the body of `PUT /sandbox/clock`. */
export type ClockMove =
  | { readonly advance: string }
  | { readonly frozen: boolean }
  | { readonly offsetSeconds: 0; readonly frozen: false }

/** Moves the one clock of the sandbox; rejects with the sandbox's own words. */
export async function steerClock(move: ClockMove): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetchJson('/sandbox/clock', { method: 'PUT', headers, body: JSON.stringify(move) })
  announceChange()
}
