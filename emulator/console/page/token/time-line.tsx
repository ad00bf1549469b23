import type { ReactElement } from 'react'

import type { PlacedStyle } from '../components/placed-style.ts'
import { LimitLane } from './limit-lane.tsx'
import { timeScale } from './time-scale.ts'
import type { TimeScale } from './time-scale.ts'
import { clockTime, seconds } from './time-text.ts'
import { verdictOf } from './token-limits.ts'
import type { TokenLimit } from './token-limits.ts'

/** A token's life against every limit. */
export interface TimeLineProps {
  readonly limits: readonly TokenLimit[]
  /** Seconds since the epoch. */
  readonly now: number
}

/** One lane a limit and one for the API's answers; now goes through all of them. */
export function TimeLine({ limits, now }: TimeLineProps): ReactElement | null {
  const scale = timeScale(limits)
  if (!scale) return null

  return (
    <figure className="time-line" aria-label="Time line of the token">
      <Axis scale={scale} />
      {limits.map((limit) => (
        <LimitLane key={limit.claim} limit={limit} scale={scale} />
      ))}
      <AnswerLane limits={limits} scale={scale} />
      <div className="time-overlay" aria-hidden="true">
        <span className="time-break" style={{ left: `${scale.breakAt}%` }} />
        <span className="time-now" style={{ left: `${scale.percentOf(now)}%` }}>
          <b>
            {clockTime(now)} +{seconds(now - scale.origin)}
          </b>
        </span>
      </div>
    </figure>
  )
}

function Axis({ scale }: { readonly scale: TimeScale }): ReactElement {
  return (
    <div className="lane axis" aria-hidden="true">
      <span className="lane-name second">since {clockTime(scale.origin)}</span>
      <span className="track">
        {scale.ticks.map((tick) => (
          <span
            key={tick}
            className="tick"
            style={{ left: `${scale.percentOf(scale.origin + tick)}%` }}
          >
            {tick === 0 ? '0 s' : `+${seconds(tick)}`}
          </span>
        ))}
      </span>
    </div>
  )
}

interface AnswerLaneProps {
  readonly limits: readonly TokenLimit[]
  readonly scale: TimeScale
}

/** What the API answers from the moment the token was issued. */
function AnswerLane({ limits, scale }: AnswerLaneProps): ReactElement {
  const start = Math.max(
    ...limits.flatMap(({ claim, value }) => (claim === 'exp' ? [] : (value ?? []))),
  )
  const atStart = verdictOf(limits, start)
  const end = atStart.effect === 'accepted' ? atStart.first?.lastSecond : start
  const style: PlacedStyle = {
    '--from': `${scale.percentOf(start)}%`,
    '--to': `${end === undefined ? 100 : scale.percentOf(end)}%`,
  }
  return (
    <div className="lane answers">
      <span className="lane-name">
        The API answers
        <small>{sayAccepted(end === undefined ? undefined : end - start)}</small>
      </span>
      <span className="track" style={style}>
        {end !== start && <span className="span allow">200</span>}
        {end !== undefined && <span className="span deny">401 UnauthorizedException</span>}
      </span>
    </div>
  )
}

function sayAccepted(count: number | undefined): string {
  if (count === undefined) return 'accepted without limit'

  return count === 0 ? 'never accepted' : `accepted for ${seconds(count)}`
}
