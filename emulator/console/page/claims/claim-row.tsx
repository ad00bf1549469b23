import type { ReactElement } from 'react'

import { Icon } from '../components/icon.tsx'
import type { ClaimProblem, ClaimRow } from './claims-draft.ts'

/** One claim to edit. */
export interface ClaimRowEditorProps {
  readonly row: ClaimRow
  /** Its place in the table, from 1. */
  readonly position: number
  readonly problems: readonly ClaimProblem[]
  readonly onChange: (change: Partial<Pick<ClaimRow, 'name' | 'text'>>) => void
  readonly onRemove: () => void
}

/** A claim's name, its JSON value, and what is wrong with either, in place. */
export function ClaimRowEditor(props: ClaimRowEditorProps): ReactElement {
  const { row, position, problems, onChange, onRemove } = props
  const ofName = problems.find(({ part }) => part === 'name')
  const ofValue = problems.find(({ part }) => part === 'value')
  return (
    <tr>
      <th scope="row">
        <input
          className="claim-name"
          aria-label={`Claim ${position} name`}
          aria-invalid={ofName !== undefined}
          aria-describedby={ofName && `problem-name-${row.id}`}
          spellCheck={false}
          autoFocus={row.name === ''}
          value={row.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <Problem id={`problem-name-${row.id}`} problem={ofName} />
      </th>
      <td>
        <input
          className="claim-value"
          aria-label={row.name === '' ? `Claim ${position} value` : row.name}
          aria-invalid={ofValue !== undefined}
          aria-describedby={ofValue && `problem-value-${row.id}`}
          spellCheck={false}
          value={row.text}
          onChange={(event) => onChange({ text: event.target.value })}
        />
        <Problem id={`problem-value-${row.id}`} problem={ofValue} />
      </td>
      <td className="claim-remove">
        <button type="button" className="quiet" onClick={onRemove}>
          <Icon name="cross" />
          <span className="hidden">Remove {row.name || `claim ${position}`}</span>
        </button>
      </td>
    </tr>
  )
}

interface ProblemProps {
  readonly id: string
  readonly problem: ClaimProblem | undefined
}

function Problem({ id, problem }: ProblemProps): ReactElement | null {
  return problem ? (
    <p className="problem" id={id} role="status">
      {problem.reason}
    </p>
  ) : null
}
