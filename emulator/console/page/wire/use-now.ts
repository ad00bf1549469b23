import { useEffect, useState } from 'react'

import type { ClockReading } from './health.ts'

/** The sandbox's time in whole seconds since the epoch, ticking. */
export function useNow(clock: ClockReading): number {
  const [elapsedAt, setElapsedAt] = useState(() => performance.now())

  useEffect(() => {
    const timer = setInterval(() => setElapsedAt(performance.now()), 250)
    return () => clearInterval(timer)
  }, [])

  const elapsedMs = clock.frozen ? 0 : Math.max(0, elapsedAt - clock.readAt)
  return Math.floor(clock.now + elapsedMs / 1000)
}
