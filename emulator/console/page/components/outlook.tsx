import type { ReactElement } from 'react'

import type { AgeOutlook } from '../token/age-outlook.ts'
import { Icon } from './icon.tsx'

const icons = { allow: 'tick', partial: 'clock', deny: 'lock' } as const

/** What will happen to a token, as a sign, a word and a colour. */
export function Outlook({ effect, text }: AgeOutlook): ReactElement {
  return (
    <span className={`outlook ${effect}`}>
      <Icon name={icons[effect]} /> {text}
    </span>
  )
}
