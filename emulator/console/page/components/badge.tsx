import type { ReactElement } from 'react'

/** The first two letters of a persona in a circle; decoration, the name stands beside it. */
export function Badge({ name }: { readonly name: string }): ReactElement {
  const initials = name.charAt(0).toUpperCase() + name.slice(1, 2)
  return (
    <span className="badge" aria-hidden="true">
      {initials}
    </span>
  )
}
