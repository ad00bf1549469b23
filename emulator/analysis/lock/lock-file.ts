import type { AuthorizationModes } from '../../model/modes.ts'
import type { Version } from '../sides.ts'
import { factsOf, orderedModes } from '../facts.ts'
import type { Fact } from '../facts.ts'

/** What a lock file holds. */
export interface Lock {
  /** The lines before the first model: modes and what tokens are checked for. */
  readonly settings: readonly string[]
  readonly facts: readonly Fact[]
}

/** The format's number: files of another one are not read. */
export const lockNumber = 1

/** What the rules of a version decide, as a lock file has it (`analysis.md` §2.3). */
export function lockOf(version: Version): Lock {
  return { settings: settingsOf(version), facts: factsOf(version) }
}

function settingsOf({ definition }: Version): readonly string[] {
  const { modes } = definition
  const names = orderedModes({ definition }).map((mode) =>
    mode === modes.defaultMode ? `${mode} (default)` : mode,
  )
  return [`modes ${names.join(', ')}`, ...(modes.oidc === undefined ? [] : [oidcLine(modes.oidc)])]
}

function oidcLine({
  clientId,
  authTtlSeconds = 0,
  issueTtlSeconds = 0,
}: NonNullable<AuthorizationModes['oidc']>): string {
  const parts = [
    clientId === undefined ? 'any client' : `clientId ${JSON.stringify(clientId)}`,
    ...(authTtlSeconds === 0 ? [] : [`${authTtlSeconds} s from auth_time`]),
    ...(issueTtlSeconds === 0 ? [] : [`${issueTtlSeconds} s from iat`]),
  ]
  return `oidc ${parts.join(', ')}`
}

/** The file: the same for the same access, whoever writes it and wherever the rules stand. `source` names the definition. */
export function lockText({ settings, facts }: Lock, source: string): string {
  const names = [...new Set(facts.map(({ subject }) => subject))]
  const blocks = names.map((name) => [
    `[${name}]`,
    ...facts.filter(({ subject }) => subject === name).map(factLine),
  ])
  const head = [
    `# authz.lock: what the rules of ${source} decide, one fact a line. Written by "amplite matrix --lock"; review it, do not edit it.`,
    '# Whatever is not listed is refused, or hidden from lists. "caller" is the token of the request; IAM principals outside Cognito may do everything.',
    `lock ${lockNumber}`,
    ...settings,
  ]
  return `${[head, ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** The least widths of question, mode and when: fixed, so that a longer line moves none of its neighbours. */
const widths = [12, 8, 58] as const

/** A fact as a line of the file. */
export function factLine({ question, mode, when, outcome }: Fact): string {
  const parts = [question, mode, when.length === 0 ? always : when.join('; ')]
  return `${parts.map((part, at) => part.padEnd(widths[at] ?? 0)).join('  ')}  => ${outcome}`
}

/** What stands where a fact has no condition. */
export const always = 'always'
