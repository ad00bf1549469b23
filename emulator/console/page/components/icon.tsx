import type { ReactElement } from 'react'

/** Strokes on a grid of 16. */
const paths = {
  tick: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  caret: 'M4 6l4 4 4-4',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2.2 1.3',
  lock: 'M5.5 7.5V5.4a2.5 2.5 0 0 1 5 0v2.1M4 7.5h8v5.5H4z',
  warning: 'M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.4v.4',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  moon: 'M13 9.6A5.5 5.5 0 1 1 6.4 3 4.5 4.5 0 0 0 13 9.6z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3',
} as const

/** The signs of the console; each stands beside a word. */
export type IconName = keyof typeof paths

/** A sign in the colour of its text, hidden from screen readers. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
