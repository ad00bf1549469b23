import type { ReactElement } from 'react'

import type { PlacedStyle } from '../components/placed-style.ts'
import type { TimeScale } from './time-scale.ts'
import { clockTime, seconds } from './time-text.ts'
import type { TokenLimit } from './token-limits.ts'

/** One limit on the time line. */
export interface LimitLaneProps {
  readonly limit: TokenLimit
  readonly scale: TimeScale
}

/** The time in which a limit is kept, the limit, and the time after it. */
export function LimitLane({ limit, scale }: LimitLaneProps): ReactElement {
  return (
    <div className="lane">
      <span className="lane-name">
        <code>{limit.claim}</code>
        <small>{limit.value === undefined ? 'not in the token' : clockTime(limit.value)}</small>
      </span>
      <span className="track">
        {limit.value !== undefined && <Spans limit={limit} scale={scale} />}
      </span>
    </div>
  )
}

function Spans({ limit, scale }: LimitLaneProps): ReactElement {
  const from = limit.claim === 'exp' ? 0 : scale.percentOf(limit.value ?? scale.origin)
  const to = limit.lastSecond === undefined ? 100 : scale.percentOf(limit.lastSecond)
  const style: PlacedStyle = { '--from': `${from}%`, '--to': `${to}%` }
  return (
    <span className="spans" style={style}>
      <span className="span allow" title={textOf(limit)}>
        <code>{textOf(limit)}</code>
      </span>
      {limit.lastSecond !== undefined && (
        <span className="span over">
          {limit.ttlSeconds !== undefined && <b>limit {seconds(limit.ttlSeconds)}</b>}
        </span>
      )}
    </span>
  )
}

function textOf({ claim, setting, ttlSeconds }: TokenLimit): string {
  if (claim === 'exp') return 'valid until exp'

  return setting === undefined ? 'not checked' : `${setting}: ${ttlSeconds}`
}
