import type { ReactElement } from 'react'

import { Icon } from '../components/icon.tsx'
import type { Verdict } from './token-limits.ts'

/** "Accepted" or "401", as word, sign and colour. */
export function VerdictChip({ verdict }: { readonly verdict: Verdict }): ReactElement {
  return verdict.effect === 'accepted' ? (
    <span className="chip allow">
      <Icon name="tick" /> Accepted
    </span>
  ) : (
    <span className="chip deny">
      <Icon name="lock" /> 401
    </span>
  )
}
