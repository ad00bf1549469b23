import type { ReactElement } from 'react'

/** The product's mark and name. */
export function Logo(): ReactElement {
  return (
    <span className="logo">
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <rect width="16" height="16" rx="4" />
        <path d="M4 12 8 4l4 8M5.6 9.4h4.8" />
      </svg>
      Amplite
    </span>
  )
}
