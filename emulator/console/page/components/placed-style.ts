import type { CSSProperties } from 'react'

/** Computed places on their way into the style sheet, as custom properties. */
export type PlacedStyle = CSSProperties & Readonly<Record<`--${string}`, string>>
