import type { Field } from '../../../model/definition.ts'
import type { ModelPolicy } from '../../../policy/compile-policy.ts'
import { atRule } from '../about-rule.ts'
import type { Finding, LintRule } from '../lint-rule.ts'
import type { LintSubject } from '../lint-subject.ts'
import { isFieldReader, nullSteps, turnedAway } from '../mutation-null.ts'
import { ownModels } from '../own-requests.ts'

/** A field that some readers may not see is null in mutation results, for everybody (`auth-semantics` case 65). */
export const nullInMutationResults: LintRule = {
  id: 'null-in-mutation-results',
  severity: 'warning',
  kind: 'narrower',
  title: 'A protected field is null in every mutation result, for its owner too',
  help: "Subscribers receive what a mutation answers, so AWS empties there what not every reader of the model may see: without an error, for those who may see it, too. A client that puts the answer into its cache loses the value. Read the item again after changing it, or take the subscriptions away with `.disableOperations(['subscriptions'])`.",
  find: (subject) =>
    ownModels(subject).flatMap((policy) =>
      policy.model.fields.flatMap((field) => findingOf(subject, policy, field)),
    ),
}

function findingOf(
  { definition }: LintSubject,
  policy: ModelPolicy,
  field: Field,
): readonly Finding[] {
  const away = turnedAway(policy, field.name)
  // What only a field rule of another field closes is that rule's matter (field-rule-guards-others).
  if (away.every((role) => isFieldReader(policy, role))) return []
  const steps = nullSteps(policy, field, definition)
  const [rule] = field.rules
  if (steps.length === 0 || rule === undefined) return []
  const about = `${policy.model.name}.${field.name}`
  return [
    {
      message: `${about} is null in every mutation result and event, for those who may read it too: not every reader of ${policy.model.name} may see it`,
      fix: `read it again after a mutation, or .disableOperations(['subscriptions']) on ${policy.model.name}`,
      about,
      ...atRule(rule),
      proof: { kind: 'steps', steps },
    },
  ]
}
