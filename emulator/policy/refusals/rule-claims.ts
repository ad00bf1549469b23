import type { Definition } from '../../model/definition.ts'
import type { Rule } from '../../model/rule.ts'
import { refuseRule } from './refusal.ts'
import type { Refusal } from './refusal.ts'
import { writtenRules } from './written-rules.ts'

/** A group rule names groups or a field that holds them; claims go with their strategy. */
export function ruleClaims(definition: Definition): readonly Refusal[] {
  return writtenRules(definition).flatMap(({ rule, subject }) => {
    const message = claimsFault(rule)
    return message === undefined ? [] : [refuseRule(rule, subject, message)]
  })
}

function claimsFault(rule: Rule): string | undefined {
  if (rule.strategy === 'groups') return groupsFault(rule)
  if (rule.strategy === 'owner' && rule.groupClaim !== undefined)
    return "@auth groupClaim can only be used 'allow: groups'"
  return undefined
}

function groupsFault({ groups, groupsField, identityClaim }: Rule): string | undefined {
  if (groups === undefined && groupsField === undefined)
    return "@auth directive with 'groups' should have a defined groups list or a groupsField."
  if (identityClaim !== undefined) return "@auth identityClaim can only be used for 'allow: owner'"
  if (groups !== undefined && groupsField !== undefined)
    return 'This rule has groupsField and groups, please use one or the other'
  if (groups?.length === 0) return '@auth rules using groups cannot have an empty list'
  return undefined
}
