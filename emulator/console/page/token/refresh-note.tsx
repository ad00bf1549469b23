import type { ReactElement } from 'react'

import { Icon } from '../components/icon.tsx'
import type { Refresh } from '../session/session.ts'
import { clockTime, seconds } from './time-text.ts'

/** What the last refresh moved, and what it did not. */
export function RefreshNote({ refresh }: { readonly refresh: Refresh }): ReactElement {
  return (
    <p className="refresh-note" role="status">
      <Icon name="refresh" /> The refresh{' '}
      <Change claim="iat" before={refresh.iatBefore} after={refresh.iatAfter} /> and{' '}
      <Change claim="auth_time" before={refresh.authTimeBefore} after={refresh.authTimeAfter} />.
    </p>
  )
}

interface ChangeProps {
  readonly claim: string
  readonly before: unknown
  readonly after: unknown
}

function Change({ claim, before, after }: ChangeProps): ReactElement {
  if (typeof before !== 'number' || typeof after !== 'number' || before === after) {
    return (
      <>
        left <code>{claim}</code> {typeof after === 'number' ? `at ${clockTime(after)}` : 'absent'}
      </>
    )
  }
  return (
    <>
      moved <code>{claim}</code> from {clockTime(before)} to {clockTime(after)} (
      {after > before ? '+' : '−'}
      {seconds(Math.abs(after - before))})
    </>
  )
}
