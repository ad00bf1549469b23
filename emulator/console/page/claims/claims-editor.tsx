import type { ReactElement } from 'react'

import { Segments } from '../components/segments.tsx'
import type { JsonObject } from '../wire/json.ts'
import { ClaimsTable } from './claims-table.tsx'
import { ClaimsText } from './claims-text.tsx'
import { claimsViews, useClaimsDraft } from './use-claims-draft.ts'

/** Claims to edit; `onChange` gets `undefined` while they cannot be read. */
export interface ClaimsEditorProps {
  readonly claims: JsonObject
  readonly onChange: (claims: JsonObject | undefined) => void
}

/** The same claims as a table and as JSON; the view can change whenever they can be read. */
export function ClaimsEditor({ claims, onChange }: ClaimsEditorProps): ReactElement {
  const draft = useClaimsDraft(claims, onChange)
  return (
    <section aria-label="Claims">
      <header className="section-head">
        <h3>Claims</h3>
        <span className="second">a value is any JSON</span>
        <Segments
          label="View of the claims"
          names={claimsViews}
          value={draft.view}
          disabled={!draft.readable}
          onChoose={draft.show}
        />
      </header>
      {draft.view === 'Table' ? (
        <ClaimsTable rows={draft.rows} problems={draft.rowProblems} onChange={draft.editRows} />
      ) : (
        <ClaimsText text={draft.text} problem={draft.textProblem} onChange={draft.editText} />
      )}
    </section>
  )
}
