import { responsePathAsArray } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'

import { allowUnrestricted, isUnrestricted } from '../authorization/decision.ts'
import type { Decision, Question } from '../authorization/decision.ts'
import { decideMode } from '../authorization/decisions/mode.ts'
import type { Item, Key } from '../model/item.ts'
import type { ModeGate } from '../policy/mode-gates.ts'
import { notAuthorized, unauthorizedFields } from './appsync-errors.ts'
import type { RequestContext } from './context.ts'

/** Where a decision was made. */
export interface Asked {
  readonly context: RequestContext
  readonly info: GraphQLResolveInfo
  readonly model: string
  readonly key?: Key
  readonly item?: Item | undefined
  readonly input?: Item
}

/** Notes the decision and does what it says: a denial is thrown in AppSync's words. */
export function obey(decision: Decision, asked: Asked): Decision {
  const { context, info, model, key, item, input } = asked
  const { fieldName, parentType } = info
  context.note({
    decision,
    model,
    fieldName,
    parentType: parentType.name,
    path: responsePathAsArray(info.path),
    ...(key === undefined ? {} : { key }),
    ...(item === undefined ? {} : { item }),
    ...(input === undefined ? {} : { input }),
  })
  if (decision.effect !== 'deny') return decision
  if (decision.deniedFields !== undefined) throw unauthorizedFields(decision.deniedFields)
  throw notAuthorized(fieldName, parentType.name)
}

/** The gate in front of a field: only a refusal is worth noting. */
export function passGate(gate: ModeGate, asked: Asked): void {
  const decision = decideMode(gate, asked.context.identity.mode)
  if (decision.effect === 'deny') obey(decision, asked)
}

/** Decides by the rules, unless the caller is past all of them. */
export function decideAs({ context }: Asked, question: Question, decide: () => Decision): Decision {
  return isUnrestricted(context.identity) ? allowUnrestricted(question) : decide()
}
