import { useState } from 'react'
import type { ReactElement } from 'react'

import type { ClockReading } from '../wire/health.ts'
import { steerClock } from '../wire/steer-clock.ts'
import type { ClockMove } from '../wire/steer-clock.ts'

const steps = [
  { label: '+1 min', advance: '1m' },
  { label: '+5 min', advance: '5m' },
  { label: '+1 h', advance: '1h' },
]

/** Moves the one clock, so that nobody has to wait to see a token run out. */
export function ClockControl({ clock }: { readonly clock: ClockReading }): ReactElement {
  const [problem, setProblem] = useState('')
  const steer = (move: ClockMove): void => {
    steerClock(move).then(
      () => setProblem(''),
      (thrown: unknown) => setProblem(thrown instanceof Error ? thrown.message : String(thrown)),
    )
  }
  const isReal = clock.offsetSeconds === 0 && !clock.frozen
  return (
    <div className="clock-control" role="group" aria-label="The clock of the sandbox">
      <span className="second">The sandbox’s clock</span>
      {steps.map(({ label, advance }) => (
        <button key={label} type="button" onClick={() => steer({ advance })}>
          {label}
        </button>
      ))}
      <button type="button" onClick={() => steer({ frozen: !clock.frozen })}>
        {clock.frozen ? 'Let it run' : 'Freeze'}
      </button>
      <button
        type="button"
        disabled={isReal}
        onClick={() => steer({ offsetSeconds: 0, frozen: false })}
      >
        Real time
      </button>
      {problem !== '' && <span role="alert">It was not moved: {problem}.</span>}
    </div>
  )
}
