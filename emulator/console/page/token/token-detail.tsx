import { useState } from 'react'
import type { ReactElement } from 'react'

import { ClaimsList } from '../claims/claims-list.tsx'
import { Icon } from '../components/icon.tsx'
import { decodeToken } from '../session/decode-token.ts'
import { limitRemark } from './limit-remark.tsx'
import type { TokenLimit } from './token-limits.ts'

/** A token to look into. */
export interface TokenDetailProps {
  readonly title: string
  readonly hint: string
  readonly token: string
  readonly limits: readonly TokenLimit[]
  /** Seconds since the epoch. */
  readonly now: number
}

/** Header, claims and the token itself. */
export function TokenDetail({ title, hint, token, limits, now }: TokenDetailProps): ReactElement {
  const { header, claims } = decodeToken(token)
  return (
    <section className="token-detail" aria-label={title}>
      <header className="section-head">
        <h3>{title}</h3>
        <span className="second">{hint}</span>
        <span className="push" />
        <CopyButton text={token} label={`Copy the ${title}`} />
      </header>
      <ClaimsList
        label={`Claims of the ${title}`}
        claims={claims}
        remark={limitRemark(limits, now)}
      />
      <h4>Header</h4>
      <ClaimsList label={`Header of the ${title}`} claims={header} />
      <h4>Raw</h4>
      <RawToken token={token} />
    </section>
  )
}

function RawToken({ token }: { readonly token: string }): ReactElement {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return (
    <code className="raw">
      <span className="raw-header">{header}</span>.<span className="raw-payload">{payload}</span>.
      {signature}
    </code>
  )
}

function CopyButton({
  text,
  label,
}: {
  readonly text: string
  readonly label: string
}): ReactElement {
  const [said, setSaid] = useState('Copy')
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Not copied: the browser refused'),
    )
  }
  return (
    <button type="button" title={label} onClick={copy}>
      <Icon name="copy" /> <span aria-live="polite">{said}</span>
    </button>
  )
}
