import type { ReactElement } from 'react'

import { Icon } from '../components/icon.tsx'
import { Segments } from '../components/segments.tsx'
import type { TokenLifetimes } from '../wire/interaction.ts'
import { AgeField } from './age-field.tsx'
import { agesOf, sayAges, situationOf, situations } from './ages.ts'
import type { Ages } from './ages.ts'

/** The ages of the token to be issued. */
export interface TokenAgeProps {
  readonly ages: Ages
  readonly limits: TokenLifetimes
  readonly onChange: (ages: Ages) => void
}

/** Both ages against both limits, and what they come to. */
export function TokenAge({ ages, limits, onChange }: TokenAgeProps): ReactElement {
  return (
    <section aria-label="Age of the token">
      <header className="section-head">
        <h3>Age of the token</h3>
        <span className="second">how long ago</span>
        <Segments
          label="Usual ages"
          names={situations}
          value={situationOf(ages, limits)}
          onChoose={(situation) => onChange(agesOf(situation, limits))}
        />
      </header>
      <div className="frame ages">
        <AgeField
          claim="auth_time"
          ageSeconds={ages.signedInSecondsAgo}
          ttlSeconds={limits.authTtlSeconds}
          onChange={(signedInSecondsAgo) => onChange({ ...ages, signedInSecondsAgo })}
        />
        <AgeField
          claim="iat"
          ageSeconds={ages.issuedSecondsAgo}
          ttlSeconds={limits.issueTtlSeconds}
          onChange={(issuedSecondsAgo) => onChange({ ...ages, issuedSecondsAgo })}
        />
        <p className="note">
          <Icon name="warning" /> {sayAges(ages, limits)}
        </p>
      </div>
    </section>
  )
}
