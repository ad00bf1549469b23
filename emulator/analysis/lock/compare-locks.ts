import type { Fact } from '../facts.ts'
import { always, factLine } from './lock-file.ts'
import type { Lock } from './lock-file.ts'

/** What differs about one question. */
export interface LockDifference {
  /** e.g. `Employee  update  oidc`; of the settings, `settings`. */
  readonly about: string
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/**
 * What stands in one lock and not in the other. Facts are compared question by question in the one form in which they are
 * written, so order, comments and blanks do not count. The order of variables is fixed and conditions that decide nothing are
 * dropped, so rules that give the same access to the same kinds of caller are written alike.
 */
export function compareLocks(written: Lock, computed: Lock): readonly LockDifference[] {
  const settings = difference('settings', written.settings, computed.settings)
  const questions = [...new Set([...written.facts, ...computed.facts].map(questionOf))]
  const facts = questions.map((question) => {
    const of = ({ facts: all }: Lock): readonly string[] =>
      all.filter((fact) => questionOf(fact) === question).map(lineOf)
    return difference(question, of(written), of(computed))
  })
  return [settings, ...facts].filter(({ missing, added }) => missing.length + added.length > 0)
}

function difference(
  about: string,
  written: readonly string[],
  computed: readonly string[],
): LockDifference {
  return {
    about,
    missing: written.filter((line) => !computed.includes(line)),
    added: computed.filter((line) => !written.includes(line)),
  }
}

function questionOf({ subject, question, mode }: Fact): string {
  return `${subject}  ${question}  ${mode}`
}

function lineOf(fact: Fact): string {
  return factLine(fact).slice(factLine({ ...fact, when: [], outcome: '' }).indexOf(always))
}
