import type { KeyboardEvent, ReactElement } from 'react'

import { mainClaims } from '../claims/main-claims.ts'
import { ageOutlook } from '../token/age-outlook.ts'
import type { AgeOutlook } from '../token/age-outlook.ts'
import { age } from '../token/time-text.ts'
import type { TokenLifetimes } from '../wire/interaction.ts'
import type { PersonaCard as Persona } from '../wire/persona.ts'
import { Badge } from './badge.tsx'
import { Icon } from './icon.tsx'
import { Outlook } from './outlook.tsx'

/** A persona to choose. */
export interface PersonaCardProps {
  readonly persona: Persona
  /** The key that signs in as it; none after the ninth. */
  readonly digit?: number
  readonly limits: TokenLifetimes
  readonly selected?: boolean
  readonly signedIn?: boolean
  readonly autoFocus?: boolean
  readonly onChoose: () => void
  /** Signs in at once, unedited: double click or Enter. */
  readonly onSignIn?: () => void
}

/** Who a persona is, what its token will say and whether the API will take it. */
export function PersonaCard(props: PersonaCardProps): ReactElement {
  const { persona, digit, limits, selected, signedIn, autoFocus, onChoose, onSignIn } = props
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !onSignIn) return
    event.preventDefault()
    onSignIn()
  }
  return (
    <button
      type="button"
      className="card"
      aria-pressed={selected}
      autoFocus={autoFocus}
      onClick={onChoose}
      onDoubleClick={onSignIn}
      onKeyDown={onKeyDown}
    >
      <span className="card-head">
        <Badge name={persona.name} />
        <strong>{persona.name}</strong>
        {persona.displayName !== undefined && <span className="second">{persona.displayName}</span>}
        {signedIn ? <SignedIn /> : <Warning persona={persona} limits={limits} />}
      </span>
      <ClaimLines persona={persona} />
      <span className="card-text">{persona.description}</span>
      <span className="card-foot">
        <span>
          issued <b>{age(persona.issuedSecondsAgo)}</b>
        </span>
        <span>
          signed in <b>{age(persona.signedInSecondsAgo)}</b>
        </span>
        {digit !== undefined && digit <= 9 && <kbd>{digit}</kbd>}
      </span>
    </button>
  )
}

function SignedIn(): ReactElement {
  return (
    <span className="outlook allow">
      <Icon name="tick" /> signed in
    </span>
  )
}

function Warning({
  persona,
  limits,
}: Pick<PersonaCardProps, 'persona' | 'limits'>): ReactElement | null {
  const auth = ageOutlook(persona.signedInSecondsAgo, limits.authTtlSeconds)
  const issue = ageOutlook(persona.issuedSecondsAgo, limits.issueTtlSeconds)
  const worst = worse(auth, issue)
  return worst.effect === 'allow' ? null : <Outlook {...worst} />
}

function worse(one: AgeOutlook, other: AgeOutlook): AgeOutlook {
  if (one.effect === 'deny' || other.effect === 'allow') return one
  if (other.effect === 'deny' || one.effect === 'allow') return other

  return one
}

function ClaimLines({ persona }: Pick<PersonaCardProps, 'persona'>): ReactElement {
  return (
    <span className="card-claims">
      {mainClaims(persona.claims).map(([name, value]) => (
        <span key={name}>
          <span className="second">{name}</span> <code>{JSON.stringify(value)}</code>
        </span>
      ))}
    </span>
  )
}
