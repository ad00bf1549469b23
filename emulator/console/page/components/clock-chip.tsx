import type { ReactElement } from 'react'

import { clockTime, span } from '../token/time-text.ts'
import type { ClockReading } from '../wire/health.ts'
import { useNow } from '../wire/use-now.ts'
import { Icon } from './icon.tsx'

/** Says on every panel whether the sandbox's time is real. */
export function ClockChip({ clock }: { readonly clock: ClockReading }): ReactElement {
  const now = useNow(clock)
  if (clock.frozen) {
    return (
      <span className="clock moved">
        <Icon name="clock" /> {clockTime(now)} frozen
      </span>
    )
  }
  if (clock.offsetSeconds === 0) {
    return (
      <span className="clock">
        <Icon name="clock" /> Real time
      </span>
    )
  }
  const sign = clock.offsetSeconds < 0 ? '−' : '+'
  return (
    <span className="clock moved">
      <Icon name="clock" /> {clockTime(now)} {sign}
      {span(clock.offsetSeconds)}
    </span>
  )
}
