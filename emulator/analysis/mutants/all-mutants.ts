import type { Definition } from '../../model/definition.ts'
import { ruleId, writtenRules } from '../written-rules.ts'
import { groupClaim, ownerClaim } from './claims.ts'
import { configurationMutants } from './configuration.ts'
import { drop } from './drop.ts'
import { droppedFieldRules, liftFieldRule } from './field-rules.ts'
import { addGroup, changeGroup, dropGroup, swapCase } from './groups.ts'
import { inheriting } from './inherit.ts'
import type { Mutant } from './mutant.ts'
import { mutantAt } from './mutant.ts'
import { addOperation, fieldOperations, narrowOperation, widenOperations } from './operations.ts'
import { ownerField } from './owner-field.ts'
import { provider } from './provider.ts'
import { siteOf } from './rule-site.ts'
import type { RuleOperator } from './rule-site.ts'
import { authenticatedToPublic, groupToAuthenticated, ownerToAuthenticated } from './strategies.ts'

const operators: readonly RuleOperator[] = [
  drop,
  widenOperations,
  narrowOperation,
  addOperation,
  ownerToAuthenticated,
  groupToAuthenticated,
  authenticatedToPublic,
  ownerClaim,
  groupClaim,
  ownerField,
  changeGroup,
  dropGroup,
  addGroup,
  swapCase,
  provider,
  fieldOperations,
  liftFieldRule,
]

/**
 * Every mutant of a definition, rule by rule in the order written; what they are and their order depend on the definition
 * alone. Some of them AWS would not deploy, and some change nothing: see `judge.ts`.
 */
export function mutantsOf(definition: Definition): readonly Mutant[] {
  const ofRules = writtenRules(definition).flatMap((written) => {
    const site = siteOf(written, definition)
    const where = { at: ruleId(written), place: written.rule.place }
    return operators.flatMap((operator) => operator(site)).map((change) => mutantAt(where, change))
  })
  return [
    ...ofRules,
    ...droppedFieldRules(definition),
    ...inheriting(definition),
    ...configurationMutants(definition),
  ]
}
