import type { ReactElement, ReactNode } from 'react'

import { Icon } from '../components/icon.tsx'
import { ClaimRowEditor } from './claim-row.tsx'
import { addRow, changeRow } from './claims-draft.ts'
import type { ClaimProblem, ClaimRow } from './claims-draft.ts'

/** The claims to edit as rows. */
export interface ClaimsTableProps {
  readonly rows: readonly ClaimRow[]
  readonly problems: readonly ClaimProblem[]
  readonly onChange: (rows: readonly ClaimRow[]) => void
}

/** The claims that Amplify's docs read for owners and groups, and a value to begin with. */
const atHand = [
  ['user_id', '""'],
  ['user_groups', '[]'],
] as const

/** Claim, value, remove; at the foot the ways to add one. */
export function ClaimsTable({ rows, problems, onChange }: ClaimsTableProps): ReactElement {
  const absent = atHand.filter(([name]) => rows.every((row) => row.name !== name))
  return (
    <table className="claims-editor">
      <thead>
        <tr>
          <th scope="col">Claim</th>
          <th scope="col" colSpan={2}>
            Value
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <ClaimRowEditor
            key={row.id}
            row={row}
            position={index + 1}
            problems={problems.filter(({ id }) => id === row.id)}
            onChange={(change) => onChange(changeRow(rows, row.id, change))}
            onRemove={() => onChange(rows.filter(({ id }) => id !== row.id))}
          />
        ))}
        <tr className="claims-add">
          <td colSpan={3}>
            <AddButton onAdd={() => onChange(addRow(rows, '', '""'))}>Add a claim</AddButton>
            {absent.map(([name, text]) => (
              <AddButton key={name} onAdd={() => onChange(addRow(rows, name, text))}>
                <span className="hidden">Add</span> {name}
              </AddButton>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  )
}

interface AddButtonProps {
  readonly children: ReactNode
  readonly onAdd: () => void
}

function AddButton({ children, onAdd }: AddButtonProps): ReactElement {
  return (
    <button type="button" className="link" onClick={onAdd}>
      <Icon name="plus" /> {children}
    </button>
  )
}
