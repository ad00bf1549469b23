import type { Definition } from '../model/definition.ts'
import { defaultValues } from './refusals/default-values.ts'
import { primaryKeys } from './refusals/primary-keys.ts'
import type { Refusal, RefusalRule } from './refusals/refusal.ts'
import { relations } from './refusals/relations.ts'
import { repeatedRoles } from './refusals/repeated-roles.ts'
import { requiredFields } from './refusals/required-fields.ts'
import { ruleClaims } from './refusals/rule-claims.ts'
import { ruleOperations } from './refusals/rule-operations.ts'
import { ruleProviders } from './refusals/rule-providers.ts'
import { secondaryIndexes } from './refusals/secondary-indexes.ts'
import { sharedOwnerFields } from './refusals/shared-owner-fields.ts'
import { uniqueNames } from './refusals/unique-names.ts'
import { validations } from './refusals/validations.ts'

/** In the order in which AWS comes upon them. */
const refusalRules: readonly RefusalRule[] = [
  uniqueNames,
  primaryKeys,
  secondaryIndexes,
  relations,
  defaultValues,
  ruleOperations,
  ruleProviders,
  ruleClaims,
  repeatedRoles,
  validations,
  requiredFields,
  sharedOwnerFields,
]

/** Every reason for which AWS would refuse to deploy a definition that `transform()` takes; none for one that AWS deploys. */
export function findRefusals(definition: Definition): readonly Refusal[] {
  return refusalRules.flatMap((rule) => rule(definition))
}
