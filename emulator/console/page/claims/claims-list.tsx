import type { ReactElement } from 'react'

import type { JsonObject } from '../wire/json.ts'

/** A claim's name and value with what is to be said about it. */
export interface ClaimsListProps {
  readonly claims: JsonObject
  /** A remark about a claim, e.g. its age. */
  readonly remark?: (name: string) => ReactElement | undefined
  readonly label: string
}

/** Claims as a table to read: nothing is cut. */
export function ClaimsList({ claims, remark, label }: ClaimsListProps): ReactElement {
  return (
    <table className="claims" aria-label={label}>
      <tbody>
        {Object.entries(claims).map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <code>{JSON.stringify(value)}</code>
            </td>
            {remark && <td className="remark">{remark(name)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
