import type { MovableClock } from '../clock.ts'
import { epochSeconds, unmoved } from '../clock.ts'
import {
  readFields,
  readFlag,
  readSeconds,
  RequestError,
  wrongType,
} from '../issuer/request-error.ts'
import { secondsOfDuration } from '../model/duration.ts'
import type { Route } from './route.ts'

const fields = ['now', 'offsetSeconds', 'advance', 'frozen']

/** `GET` reads the one clock; `PUT` moves it, stops it and lets it go on. */
export function clockRoutes(clock: MovableClock): readonly Route[] {
  const path = /^\/sandbox\/clock$/
  const show = (): object => ({
    now: epochSeconds(clock),
    offsetSeconds: clock.offsetSeconds(),
    frozen: clock.isFrozen(),
  })
  return [
    { method: 'GET', path, takesBody: false, answer: () => ({ body: show() }) },
    {
      method: 'PUT',
      path,
      takesBody: true,
      answer: ({ body }) => {
        steer(clock, body)
        return { body: show() }
      },
    },
  ]
}

/** Changes nothing unless the whole body is in order. */
function steer(clock: MovableClock, body: unknown): void {
  const given = readFields(body, fields)
  const frozen = readFlag(given['frozen'], 'frozen')
  const move = readMove(given)
  if (move === undefined && frozen === undefined) throw ambiguous()

  if (move !== undefined) refuseFarTimes(clock, move)
  // Stopped or released first, it is then exactly where it is moved to.
  if (frozen === true) clock.freeze()
  if (frozen === false) clock.resume()
  if (move !== undefined) moveClock(clock, move)
}

interface Move {
  readonly field: 'now' | 'offsetSeconds' | 'advance'
  readonly seconds: number
}

function readMove(given: Readonly<Record<string, unknown>>): Move | undefined {
  const moves = [
    { field: 'now', seconds: readSeconds(given['now'], 'now') },
    { field: 'offsetSeconds', seconds: readSeconds(given['offsetSeconds'], 'offsetSeconds') },
    { field: 'advance', seconds: readDuration(given['advance']) },
  ] as const
  const [move, second] = moves.filter(({ seconds }) => seconds !== undefined)
  if (second !== undefined) throw ambiguous()

  return move?.seconds === undefined ? undefined : { ...move, seconds: move.seconds }
}

function readDuration(value: unknown): number | undefined {
  if (value === undefined) return undefined
  const seconds = typeof value === 'string' ? secondsOfDuration(value) : value
  if (typeof seconds === 'number' && Number.isFinite(seconds)) return seconds

  throw wrongType('advance', 'a duration such as "301s", "6m", "2h" or "1d", or seconds', value)
}

function moveClock(clock: MovableClock, { field, seconds }: Move): void {
  if (field === 'offsetSeconds') clock.moveTo(seconds)
  else clock.set(seconds * 1000 + (field === 'advance' ? clock.now() : 0))
}

/** Timestamps of four-digit years are all that AppSync writes. */
function refuseFarTimes(clock: MovableClock, { field, seconds }: Move): void {
  const from = { now: 0, advance: clock.now(), offsetSeconds: unmoved(clock).now() }[field]
  const timeMs = from + seconds * 1000
  if (timeMs >= 0 && timeMs < Date.UTC(10_000, 0)) return
  throw new RequestError(field, 'the clock goes from 1970 to the end of 9999')
}

function ambiguous(): RequestError {
  return new RequestError(
    '',
    'give one of "now" (seconds since the epoch), "offsetSeconds" and "advance" (such as "6m"), or "frozen", or both',
  )
}
