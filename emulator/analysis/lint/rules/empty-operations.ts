import { ruleText } from '../../../authorization/rule-text.ts'
import type { Rule } from '../../../model/rule.ts'
import type { WrittenRule } from '../../written-rules.ts'
import { atRule } from '../about-rule.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { wouldGain } from '../would-gain.ts'

/** `.to([])` is not "everything". */
export const emptyOperations: LintRule = {
  id: 'empty-operations',
  severity: 'error',
  kind: 'narrower',
  title: 'A rule with .to([]) grants nothing',
  help: 'A rule without `.to()` grants every operation, one with `.to([])` grants none. As the only rule of a model or field it closes it to everybody but functions and IAM, which may be meant (then this is a note on a model, and nothing on a field).',
  find: (subject) =>
    subject.rules
      .filter(({ rule }) => isEmpty(rule))
      .flatMap((written) => findingOf(subject, written)),
}

function isEmpty({ operations }: Rule): boolean {
  return operations?.length === 0
}

function findingOf(subject: LintSubject, written: WrittenRule): readonly Finding[] {
  const { rule, holder, index } = written
  const isClosed = subject.rules.every((one) => one.holder !== holder || isEmpty(one.rule))
  if (isClosed && holder.includes('.')) return []

  const { operations: _, ...full } = rule
  const proof = wouldGain(subject, {
    holder,
    change: (rules) => rules.map((one, at) => (at === index ? full : one)),
    other: 'without .to([])',
  })
  if (proof === undefined) return []
  return [
    {
      ...(isClosed ? { severity: 'note' } : {}),
      message: `${ruleText(rule)} grants nothing${isClosed ? `: ${holder} is closed to everybody but functions and IAM` : ''}`,
      fix: `name the operations in .to([…]), or leave .to() out to grant all of them${isClosed ? '' : '; or delete the rule'}`,
      about: holder,
      ...atRule(rule),
      proof,
    },
  ]
}
