import type { ReactElement } from 'react'

/** A choice of one out of a few. */
export interface SegmentsProps<Name extends string> {
  readonly label: string
  readonly names: readonly Name[]
  /** The chosen one; absent when none of them holds. */
  readonly value: Name | undefined
  readonly disabled?: boolean
  readonly onChoose: (name: Name) => void
}

/** Buttons in one frame, one of them pressed. */
export function Segments<Name extends string>(props: SegmentsProps<Name>): ReactElement {
  const { label, names, value, disabled, onChoose } = props
  return (
    <div className="segments" role="group" aria-label={label}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === value}
          disabled={disabled === true && name !== value}
          onClick={() => name !== value && onChoose(name)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
