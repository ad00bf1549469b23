import type { ReactElement } from 'react'

/** The claims to edit as one JSON text. */
export interface ClaimsTextProps {
  readonly text: string
  /** Why the text is not one JSON object. */
  readonly problem: string | undefined
  readonly onChange: (text: string) => void
}

/** All claims as JSON, with the reason beneath where it does not parse. */
export function ClaimsText({ text, problem, onChange }: ClaimsTextProps): ReactElement {
  return (
    <>
      <textarea
        className="claims-text"
        aria-label="All claims as JSON"
        aria-invalid={problem !== undefined}
        aria-describedby={problem && 'claims-text-problem'}
        spellCheck={false}
        rows={Math.max(8, text.split('\n').length + 1)}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem !== undefined && (
        <p className="problem" id="claims-text-problem" role="status">
          {problem}
        </p>
      )}
    </>
  )
}
