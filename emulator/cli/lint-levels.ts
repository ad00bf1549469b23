import { catalogue } from '../analysis/lint/rules.ts'
import type { Severity } from '../analysis/lint/lint-rule.ts'
import { EmulatorError } from '../errors.ts'
import { didYouMean } from '../model/did-you-mean.ts'
import type { LintSettings } from '../settings.ts'
import type { LintLevels } from '../trial/run-lint.ts'

const levels = ['off', 'note', 'warning', 'error'] as const

/** How rules weigh: as the settings say, and `id=level` of the command line over them. */
export function lintLevels({ rules = {} }: LintSettings, given: readonly string[]): LintLevels {
  return new Map([...Object.entries(rules), ...given.map(readLevel)])
}

/** What is wrong with a level for a rule; undefined when nothing is. */
export function levelFault(id: string, level: unknown): string | undefined {
  const ids = catalogue.map((rule) => rule.id)
  if (!ids.includes(id)) return `there is no rule "${id}"${didYouMean(id, ids)}`
  if (levels.some((known) => known === level)) return undefined
  return `"${id}" has to be ${levels.join(', ')}, not ${JSON.stringify(level)}`
}

function readLevel(text: string): readonly [string, Severity | 'off'] {
  const [id = '', word] = text.split('=')
  const fault = levelFault(id, word)
  const level = levels.find((known) => known === word)
  if (fault === undefined && level !== undefined) return [id, level]
  throw new EmulatorError(
    'USAGE',
    word === undefined
      ? `--rule "${text}" says no level; write --rule ${id}=off, or note, warning, error`
      : `--rule "${text}": ${fault}`,
  )
}
