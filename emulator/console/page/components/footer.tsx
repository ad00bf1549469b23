import type { ReactElement } from 'react'

import { clockTime } from '../token/time-text.ts'
import type { SandboxDefinition } from '../wire/definition.ts'

/** Which definition is in force, and where the API is. */
export function Footer({
  definition,
}: {
  readonly definition: SandboxDefinition | undefined
}): ReactElement {
  if (!definition) return <footer className="foot">Loading the definition</footer>

  const ruleCount = ruleCountOf(definition)
  return (
    <footer className="foot">
      <span>
        <i className="dot" aria-hidden="true" />
        <b>{definition.file}</b> loaded {clockTime(Date.parse(definition.loadedAt) / 1000)}
      </span>
      <span>
        {count(definition.models.length, 'model')} · {count(ruleCount, 'rule')} ·{' '}
        {modeName(definition.defaultMode)} default
      </span>
      <span className="push" />
      <code>{new URL(definition.apiUrl, location.origin).href}</code>
    </footer>
  )
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function modeName(mode: string): string {
  return mode === 'oidc' ? 'OIDC' : mode
}

function ruleCountOf(definition: SandboxDefinition): number {
  let sum = 0
  for (const { ruleCount } of definition.models) sum += ruleCount
  return sum
}
