import type { ReactElement } from 'react'

import { Icon } from '../components/icon.tsx'
import { secondsLeft } from './token-limits.ts'
import type { TokenLimit } from './token-limits.ts'
import { seconds, span } from './time-text.ts'

/** What to say beside each claim that a limit looks at, at `now` in seconds since the epoch. */
export function limitRemark(
  limits: readonly TokenLimit[],
  now: number,
): (name: string) => ReactElement | undefined {
  return (name) => {
    const limit = limits.find(({ claim }) => claim === name)
    return limit && <Remark limit={limit} now={now} />
  }
}

function Remark({
  limit,
  now,
}: {
  readonly limit: TokenLimit
  readonly now: number
}): ReactElement {
  const left = secondsLeft(limit, now)
  const over = left !== undefined && left < 0
  return (
    <span className={`outlook ${over ? 'deny' : 'allow'}`}>
      <Icon name={over ? 'cross' : 'tick'} /> {say(limit, now)}
    </span>
  )
}

function say({ claim, value = 0, ttlSeconds }: TokenLimit, now: number): string {
  if (claim === 'exp') return value > now ? `${span(value - now)} left` : `${span(now - value)} ago`

  const age = now - value
  const old = age < -1 ? `${seconds(-age)} ahead` : `${seconds(Math.max(0, age))} old`
  return ttlSeconds === undefined ? `${old}, not checked` : `${old}, ${seconds(ttlSeconds)} allowed`
}
