import type { Definition, Model } from '../../model/definition.ts'
import { compileAccessMatrix } from '../access-matrix.ts'
import type { ItemRole, Role } from '../role.ts'
import { refuseRule } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/**
 * Two owner roles (another claim, another provider) never share a field. AWS's transformer takes them, but generates the field
 * once for each: a schema with two fields of one name, which AppSync does not take (`auth-semantics` §2.7).
 */
export function sharedOwnerFields({ models }: Definition): readonly Refusal[] {
  return models.flatMap((model) => {
    const owners = compileAccessMatrix(model).roles.filter(isOwner)
    const fields = owners.map(({ field }) => field)
    return owners
      .filter(({ field }, index) => fields.indexOf(field) < index)
      .flatMap(({ field, rule }) => {
        const type = typeWithBoth(model, field)
        return type === undefined
          ? []
          : [refuseRule(rule, model.name, sharedField(model.name, field, type))]
      })
  })
}

function isOwner(role: Role): role is ItemRole {
  return role.kind === 'owner'
}

/** Where the field stands twice, if anywhere: it is added to the model unless declared, and to the subscription filter always. */
function typeWithBoth({ name, fields, disabled }: Model, field: string): string | undefined {
  if (!fields.some((declared) => declared.name === field)) return name
  const isSubscribed = subscriptions.some((operation) => !disabled.includes(operation))
  return isSubscribed ? `ModelSubscription${capitalised(name)}FilterInput` : undefined
}

const subscriptions = ['onCreate', 'onUpdate', 'onDelete'] as const

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function sharedField(model: string, field: string, type: string): string {
  return `model "${model}": two owner rules with different claims or providers share the field "${field}", so the generated type "${type}" has it twice and AppSync does not take the schema; give one of them a field of its own with ownerDefinedIn`
}
