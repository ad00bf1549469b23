import type { ReactElement } from 'react'

import { Outlook } from '../components/outlook.tsx'
import type { PlacedStyle } from '../components/placed-style.ts'
import { ageOutlook } from '../token/age-outlook.ts'
import { seconds } from '../token/time-text.ts'

/** How old a claim shall be, against the API's limit; all in seconds. */
export interface AgeFieldProps {
  readonly claim: 'auth_time' | 'iat'
  readonly ageSeconds: number
  /** Absent or 0: the API does not check. */
  readonly ttlSeconds: number | undefined
  readonly onChange: (ageSeconds: number) => void
}

/** A slider with the limit marked, the number itself, and what the API will do. */
export function AgeField({ claim, ageSeconds, ttlSeconds, onChange }: AgeFieldProps): ReactElement {
  const scale = Math.max((ttlSeconds || 300) * 1.25, ageSeconds)
  const limitAt: PlacedStyle = { '--limit': ttlSeconds ? `${(100 * ttlSeconds) / scale}%` : '100%' }
  return (
    <div className="age">
      <code className="claim">{claim}</code>
      <div className="age-scale" style={limitAt}>
        <input
          type="range"
          aria-label={`${claim} slider`}
          aria-valuetext={`${seconds(ageSeconds)} ago`}
          min={0}
          max={scale}
          step={1}
          value={ageSeconds}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <span className="age-zero">0</span>
        {ttlSeconds ? <span className="age-limit">{seconds(ttlSeconds)} limit</span> : null}
      </div>
      <input
        type="number"
        aria-label={`${claim} age in seconds`}
        min={0}
        step={1}
        value={ageSeconds}
        onChange={(event) => onChange(Math.max(0, event.target.valueAsNumber || 0))}
      />
      <span className="unit">s ago</span>
      <Outlook {...ageOutlook(ageSeconds, ttlSeconds)} />
    </div>
  )
}
