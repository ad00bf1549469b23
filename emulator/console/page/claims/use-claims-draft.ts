import { useState } from 'react'

import type { JsonObject } from '../wire/json.ts'
import { parseClaimsText, readRows, rowsOf } from './claims-draft.ts'
import type { ClaimProblem, ClaimRow } from './claims-draft.ts'

/** How claims can be edited. */
export const claimsViews = ['Table', 'JSON'] as const
type ClaimsView = (typeof claimsViews)[number]

/** Claims while they are edited, in one of two views. */
export interface ClaimsDraft {
  readonly view: ClaimsView
  readonly rows: readonly ClaimRow[]
  readonly rowProblems: readonly ClaimProblem[]
  readonly text: string
  readonly textProblem: string | undefined
  /** Whether the draft can be read, and so shown in the other view. */
  readonly readable: boolean
  readonly editRows: (rows: readonly ClaimRow[]) => void
  readonly editText: (text: string) => void
  readonly show: (view: ClaimsView) => void
}

/** A draft that begins with `claims`; `onChange` gets `undefined` while it cannot be read. */
export function useClaimsDraft(
  claims: JsonObject,
  onChange: (claims: JsonObject | undefined) => void,
): ClaimsDraft {
  const [view, setView] = useState<ClaimsView>('Table')
  const [rows, setRows] = useState(() => rowsOf(claims))
  const [text, setText] = useState('')
  const table = readRows(rows)
  const textProblem = view === 'JSON' ? problemOf(text) : undefined

  return {
    view,
    rows,
    rowProblems: 'problems' in table ? table.problems : [],
    text,
    textProblem,
    readable: view === 'JSON' ? textProblem === undefined : 'claims' in table,
    editRows: (next) => {
      setRows(next)
      const reading = readRows(next)
      onChange('claims' in reading ? reading.claims : undefined)
    },
    editText: (next) => {
      setText(next)
      onChange(problemOf(next) === undefined ? parseClaimsText(next) : undefined)
    },
    show: (next) => {
      if (next === 'JSON' && 'claims' in table) setText(JSON.stringify(table.claims, null, 2))
      if (next === 'Table') setRows(rowsOf(parseClaimsText(text)))
      setView(next)
    },
  }
}

function problemOf(text: string): string | undefined {
  try {
    parseClaimsText(text)
    return undefined
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}
